#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dossier_fuzz::targets::vocabulary(bytes));
