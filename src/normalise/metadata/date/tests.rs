use super::*;

fn check(line: &str, expected: &str) {
    let found = find_all(line).into_iter().map(|f| match f.other {
        Some(other) => format!("{}/{other}", f.date),
        None => f.date.to_string(),
    });
    assert_eq!(found.collect::<Vec<_>>().join(" "), expected, "{line}");
}

#[test]
fn printed_dates_are_read_in_many_languages() {
    for (line, expected) in [
        ("Published: May 3, 2021 at 10:12", "2021-05-03"),
        ("Monday, 3rd of May 2021", "2021-05-03"),
        ("Mon. May 3 2021 2:49 PM ET", "2021-05-03"),
        ("2021/05/23 | Harbour", "2021-05-23"),
        ("2021-05-03T10:00:00Z", "2021-05-03"),
        ("2021 May 3", "2021-05-03"),
        ("[Published: 3-May-21]", "2021-05-03"),
        ("3. März 2021", "2021-03-03"),
        ("le 3 août 2021 à 12h", "2021-08-03"),
        ("3 de mayo de 2021", "2021-05-03"),
        ("3 maggio 2021", "2021-05-03"),
        ("3 de março de 2021", "2021-03-03"),
        ("3 mei 2021", "2021-05-03"),
        ("3 maj 2021", "2021-05-03"),
        ("3 lutego 2021", "2021-02-03"),
        ("3. května 2021", "2021-05-03"),
        ("3 мая 2021 г.", "2021-05-03"),
        ("3 травня 2021", "2021-05-03"),
        ("3 Mayıs 2021", "2021-05-03"),
        ("3. marts 2021 kl. 20:00", "2021-03-03"),
        ("3. toukokuuta 2021", "2021-05-03"),
        ("2021. május 3.", "2021-05-03"),
        ("3 Μαΐου 2021", "2021-05-03"),
        ("3 mai 2021", "2021-05-03"),
        ("3 de maig de 2021", "2021-05-03"),
        ("3 अप्रैल 2021", "2021-04-03"),
        ("২৭ সেপ্টেম্বর ২০২৫, ১১: ৪৫", "2025-09-27"),
        ("2021. gada 3. maijs", "2021-05-03"),
        ("od 2020 do 3 maja 2021", "2021-05-03"),
        ("3 мамыр 2021", "2021-05-03"),
        ("3 მაისი, 2021", "2021-05-03"),
        ("3 մայիսի 2021", "2021-05-03"),
        ("3 مئی 2021", "2021-05-03"),
        ("3 செப்டம்பர் 2021", "2021-09-03"),
        ("3 సెప్టెంబర్ 2021", "2021-09-03"),
        ("Holm | 23·04·21 | 13:51", "2021-04-23"),
        ("دوشنبه ۱۳ اردیبهشت ۱۴۰۰ - ۱۰:۲۵", "2021-05-03"),
        ("13 اردیبهشت\u{200c}ماه 1400", "2021-05-03"),
        ("تاریخ انتشار: ۱۴۰۰/۰۲/۱۳", "2021-05-03"),
        ("کد خبر: 140002131234", ""),
        ("3 พ.ค. 2564 15:42 น.", "2021-05-03"),
        ("เมื่อวันที่ 3 พฤษภาคม พ.ศ. 2564", "2021-05-03"),
        ("3 ก.พ. 64", "2021-02-03"),
        ("3 กุมภาพันธ์ 2564", "2021-02-03"),
        ("เผยแพร่ 3/5/2564", "2021-05-03"),
        ("3 พ.ค. 2021", "2021-05-03"),
        ("3/5/2564", ""),
        ("13 of 1400 boats", ""),
        ("3. ožujka 2021.", "2021-03-03"),
        ("14 تشرين الثاني 2022", "2022-11-14"),
        ("14 تشرين الثاني/نوفمبر 2022", "2022-11-14"),
        ("二〇二一年三月十二日", "2021-03-12"),
        ("二〇二一年十二月三十一日 星期五", "2021-12-31"),
        ("Friday 12.3.21", "2021-03-12"),
        ("Updated 12.3.21", "2021-03-12"),
        ("12.3.21", ""),
        ("Harbour 12.3.21", ""),
        ("٣ مايو ٢٠٢١", "2021-05-03"),
        ("5 tháng 3 năm 2021", "2021-03-05"),
        ("3 Agustus 2021", "2021-08-03"),
        ("2021 m. gegužės 3 d.", "2021-05-03"),
        ("2021年5月3日", "2021-05-03"),
        ("令和3年5月3日", "2021-05-03"),
        ("2021년 5월 3일", "2021-05-03"),
        ("23/04/2021", "2021-04-23"),
        ("4/23/2021", "2021-04-23"),
        ("03.04.2021", "2021-04-03"),
        ("18. 05. 2014 22:38", "2014-05-18"),
        ("Ada Person | 06.11.23", "2023-11-06"),
        ("12/16/16 12:21pm", "2016-12-16"),
    ] {
        check(line, expected);
    }
}

#[test]
fn glued_and_doubled_dates_are_read() {
    check("Posted on28. Juli 201928. Juli 2019AuthorAda Person", "2019-07-28 2019-07-28");
    check("Ada PersonNovember 6, 2023", "2023-11-06");
    check("17/11/201917/11/2019 ~ Ada Person", "2019-11-17 2019-11-17");
    check("veröffentlicht24. Juli 2020", "2020-07-24");
}

#[test]
fn two_readings_are_both_given() {
    check("03/04/2021", "2021-04-03/2021-03-04");
    check("Thursday, 03/04/2021", "2021-03-04");
    check("Samstag, 03/04/2021", "2021-04-03");
}

#[test]
fn what_is_uncertain_or_no_date_is_none() {
    for line in [
        "31/02/2021",
        "in 2021",
        "May 2021",
        "3 May",
        "$3 May 2021",
        "10.5.3.2021",
        "call 555-12-2012",
        "version 4.7.12",
        "202105031200",
    ] {
        check(line, "");
    }
}

#[test]
fn the_share_of_a_line_is_told() {
    assert!(find("Posted Monday, May 3, 2021").unwrap().share > 0.9);
    assert!(find("The harbour was closed on May 3, 2021 after a storm broke the wall").unwrap().share < 0.3);
}

#[test]
fn words_before_a_date_count_for_it() {
    let labels = |line: &str| find_all(line).into_iter().map(|f| f.label).collect::<Vec<_>>();
    assert_eq!(
        labels("Erstellt am 01.05.21 um 08:35, geändert am 02.05.21"),
        [Some(Label::Published), Some(Label::Updated)]
    );
    assert_eq!(
        labels("Last updated 4 Jun 2021, originally created 7 Jun 2020"),
        [Some(Label::Updated), Some(Label::Published)]
    );
    assert_eq!(labels("3 May 2021"), [None]);
}

#[test]
fn a_look_at_the_bytes_hides_no_date() {
    const FAR: &str = "the harbour of the old town that nobody went to any more";
    const BLANK: &str = "                                                        ";
    let pieces = [
        "3", "12", "21", "2021", "1850", "202115", "1912:44", "/", "-", ".", "'", "’", " ", "\u{a0}", "\u{b}", "May",
        "de", "年", "月", "令和", "٣", "Ada", "tháng", "년", "월", FAR, BLANK,
    ];
    let mut seed = 1u32;
    let mut found = 0;
    for n in 0..60_000 {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            pieces[(seed >> 16) as usize % pieces.len()]
        };
        let text: String = (0..3 + n % 9).map(|_| next()).collect();
        let line = Line { text: &text, tokens: tokens(&text), plain: text.is_ascii() };
        let reads = line.reads(MOST);
        assert!(reads.is_empty() || may_hold_date(&text), "{text:?}");
        // One token after the other, none passed over.
        let (mut slowly, mut i) = (Vec::new(), 0);
        while i < line.tokens.len() && slowly.len() < MOST {
            let read = line.at(i);
            i = read.as_ref().map_or(i, |read| read.last) + 1;
            slowly.extend(read.map(|read| (read.date, read.last)));
        }
        assert_eq!(reads.iter().map(|(read, ..)| (read.date, read.last)).collect::<Vec<_>>(), slowly, "{text:?}");
        found += usize::from(!slowly.is_empty());
    }
    assert!(found > 500, "{found}");
}

#[test]
fn digits_of_any_script_are_taken_apart() {
    for line in ["28.09.1912:44", "२८.०९.१९१२:४४", "２８.０９.１９１２:４４", "٢٨.٠٩.١٩١٢:٤٤", "২৮/০৯/১৯১২:৪৪"]
    {
        check(line, &find_all("28.09.1912:44")[0].date.to_string());
    }
    check("May 19２12 x", &find_all("May 19212 x").first().map_or(String::new(), |f| f.date.to_string()));
}

proptest::proptest! {
    #[test]
    fn no_line_of_digits_and_marks_is_too_much(line in "[0-9１２９٣٤२८৮.:/ ,May月年日-]{0,30}") {
        find_all(&line);
    }
}
