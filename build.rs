//! Tells cargo that the program holds `seeds/` and `templates/`: a file that is added there is built in.

fn main() {
    println!("cargo:rerun-if-changed=seeds");
    println!("cargo:rerun-if-changed=templates");
}
