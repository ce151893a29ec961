use super::sample::{Sample, V, instrument, texts};
use super::*;
use crate::day::Day;
use crate::lang::Label;
use crate::scorecard::session::{Entitled, Key, Level, PanelScore, Status};

fn read_as(name: &str, sample: &Sample) -> (Session, Vec<String>) {
    let reading = book(sample.input(name), &Options::default(), &instrument(), None);
    let said = said(&reading.problems);
    let [session] = &reading.sessions[..] else { panic!("{said:#?}") };
    (session.clone(), said)
}

/// The session of a book, and what was said of it.
fn read(sample: &Sample) -> (Session, Vec<String>) {
    read_as("KhFHC-03_2026-1.xlsx", sample)
}

fn said(problems: &Problems) -> Vec<String> {
    problems.grouped().iter().map(|g| g.first.to_string()).collect()
}

#[track_caller]
fn has(said: &[String], part: &str) {
    assert!(said.iter().any(|s| s.contains(part)), "{part:?} is not in {said:#?}");
}

/// Scores by group and indicator, those of the instrument by index.
fn scores(session: &Session) -> Vec<(String, String, Option<f64>)> {
    let name = |key: &Key| match key {
        Key::Known(index) => index.to_string(),
        Key::Added(label) => label.mn.to_string(),
    };
    let of = |p: &PanelScore| (name(&p.group), name(&p.indicator), p.score.map(|s| s.value()));
    session.panels.iter().map(of).collect()
}

fn score(group: &str, indicator: &str, value: f64) -> (String, String, Option<f64>) {
    (group.to_owned(), indicator.to_owned(), Some(value))
}

/// A book with something in every table.
fn filled(both: bool) -> Sample {
    let mut sample = Sample::blank(&instrument(), both);
    sample.page_mut(Sheet::Cover).rows[9][2] = V::Day(2026, 5, 20);
    sample.page_mut(Sheet::Cover).rows[10][2] = "Ховд хөгжил ТББ".into();
    sample.page_mut(Sheet::Cover).rows[11][2] = 3.0.into();
    sample.set(Block::Members, 0, "women", 2.0).set(Block::Members, 0, "men", 1.0);
    sample.set(Block::Inputs, 0, "actual", 3.0).set(Block::Inputs, 0, "evidence", "Тушаал");
    sample.set(Block::Inputs, 1, "entitlement", "хамаарахгүй");
    sample.set(Block::Scores, 0, "present", 12.0).set(Block::Scores, 0, "reason", "Удаан хүлээдэг");
    sample.score(0, 0, 2.0).score(0, 1, 4.0).score(1, 0, 3.0);
    sample.set(Block::Votes, 8, "2", 3.0).set(Block::Votes, 8, "5", 1.0);
    sample.set(Block::Provider, 0, "score", 4.0).set(Block::Agreed, 0, "score", 3.0);
    sample.set(Block::Agreed, 0, "reason", "Тохиров").set(Block::Attendance, 1, "all", 7.0);
    sample.set(Block::Actions, 0, "issue", "Дараалал их").set(Block::Actions, 0, "action", "Цаг захиалга");
    sample.set(Block::Actions, 0, "indicator", "Хүлээх хугацаа").set(Block::Actions, 0, "deadline", V::Day(2026, 9, 1));
    sample.set(Block::Actions, 0, "level", "Сум, хороо").set(Block::Actions, 0, "status", "Хийгдэж байгаа");
    sample.set(Block::Actions, 0, "own_means", "Тийм").set(Block::Actions, 0, "cost", "1 200 000");
    sample
}

#[track_caller]
fn is_whole(session: &Session) {
    assert_eq!((session.facility.id.as_str(), session.round.as_str()), ("KhFHC-03", "2026-1"));
    assert_eq!(session.facility.place.map(|p| p.place().name.mn.to_string()).as_deref(), Some("Буянт"));
    assert_eq!((session.held, session.meetings), (Day::new(2026, 5, 20), Some(3)));
    assert_eq!(session.facilitator, "Ховд хөгжил ТББ");
    assert_eq!((session.members[0].women, session.members[0].all), (Some(2), Some(3)));
    assert_eq!(session.inputs.len(), 2);
    assert_eq!((session.inputs[0].actual, session.inputs[0].entitlement), (Some(3.0), Entitled::To(4.0)));
    assert_eq!((session.inputs[1].actual, session.inputs[1].entitlement), (None, Entitled::NotDue));
    let mut expected = vec![score("0", "0", 2.0), score("0", "1", 4.0), score("1", "0", 3.0)];
    expected.push(("2".into(), "0".into(), None));
    assert_eq!(scores(session), expected);
    assert_eq!((session.panels[1].present, session.panels[2].present), (Some(12), None));
    let votes = session.panels[3].votes.as_ref().expect("votes");
    assert_eq!((votes.people(), votes.median().get()), (4, 25.0));
    assert_eq!((session.provider[0].score.value(), session.agreed[0].score.value()), (4.0, 3.0));
    assert_eq!((session.agreed[0].reason.as_str(), session.attendance[0].all), ("Тохиров", Some(7)));
    let action = &session.actions[0];
    assert_eq!((action.id.as_str(), action.indicator.as_ref()), ("1", Some(&Key::Known(0))));
    assert_eq!((action.level, action.status), (Some(Level::Soum), Some(Status::UnderWay)));
    assert_eq!((action.own_means, action.cost), (Some(true), Some(1.2e6)));
    assert_eq!((action.deadline, session.actions.len()), (Day::new(2026, 9, 1), 1));
}

#[test]
fn a_filled_book_is_read_back_in_one_language_and_in_both() {
    for both in [false, true] {
        let (session, said) = read(&filled(both));
        is_whole(&session);
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(session.made_for.as_deref(), Some("health-scorecard 1"));
        assert!(session.sheets.iter().all(|(sheet, found)| *found == Found::Id || *sheet == Sheet::Actions));
        assert_eq!(session.sheets.len(), 7);
    }
}

#[test]
fn a_blank_book_is_a_session_in_which_nothing_is_filled_in() {
    let (session, said) = read(&Sample::blank(&instrument(), true));
    has(&said, "nothing is filled in [S026]");
    assert!(session.panels.is_empty() && session.actions.is_empty() && session.members.is_empty());
    assert!(session.inputs.iter().all(|i| i.actual.is_none() && i.entitlement == Entitled::To(4.0)));
}

#[test]
fn rows_inserted_above_and_between_and_moved_change_nothing() {
    let mut sample = filled(true);
    for page in &mut sample.pages {
        page.merged.clear();
    }
    let scores = sample.page_mut(Sheet::Scores);
    // The men's block, whole, above the women's; blank rows and a note between.
    let men: Vec<_> = scores.rows.drain(6..10).collect();
    scores.rows.splice(2..2, men);
    scores.rows.insert(6, texts(&["", "Тайлбар: оройн цагаар ярилцсан"]));
    scores.rows.insert(0, Vec::new());
    scores.rows.insert(0, texts(&["Ховд аймаг 2026 оны 5 сар"]));
    sample.page_mut(Sheet::Provider).rows.swap(2, 5);
    sample.page_mut(Sheet::Actions).rows.splice(1..1, vec![Vec::new(), texts(&["Хамтын төлөвлөгөө"]), Vec::new()]);
    let (mut session, said) = read(&sample);
    session.panels.sort_by_key(|p| (p.group.clone(), p.indicator.clone()));
    is_whole(&session);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn columns_moved_and_a_column_of_ones_own_change_nothing() {
    let mut sample = filled(false);
    for page in &mut sample.pages {
        page.merged.clear();
        if page.hidden || page.name == "Нүүр" {
            continue;
        }
        for row in &mut page.rows {
            // The last column comes first, and a column is put in between.
            row.resize(20, V::Blank);
            row.rotate_right(1);
            row.insert(3, V::Blank);
        }
    }
    sample.page_mut(Sheet::Scores).rows[1][3] = "Хөтлөгч".into();
    sample.page_mut(Sheet::Scores).rows[2][3] = "5".into();
    let (session, said) = read(&sample);
    is_whole(&session);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn groups_and_indicators_added_in_the_field_are_kept_under_their_words() {
    let mut sample = filled(true);
    let scores = sample.page_mut(Sheet::Scores);
    let at = scores.rows.len() - 1;
    let mut herders = texts(&["", "Малчид", "", "HC01", "Хүлээх хугацаа"]);
    herders.extend([V::N(1.0)]);
    let own = vec![V::Blank, V::Blank, V::Blank, V::Blank, "Халаалт".into(), V::N(2.0), "Өвөл хүйтэн".into()];
    scores.rows.splice(at..at, [herders, own]);
    sample.set(Block::Provider, 4, "indicator", "халаалт ").set(Block::Provider, 4, "score", 5.0);
    let (session, said) = read(&sample);
    let added = [score("Малчид", "0", 1.0), score("Малчид", "Халаалт", 2.0)];
    assert_eq!(scores_of_added(&session), added);
    assert_eq!(session.provider[1].indicator, Key::Added(Label::same("Халаалт")));
    has(&said, "\"Малчид\" is not in the instrument and was kept as added in the field [S025]");
    has(&said, "\"Халаалт\" is not in the instrument");
    assert_eq!(said.len(), 2);
}

fn scores_of_added(session: &Session) -> Vec<(String, String, Option<f64>)> {
    scores(session).into_iter().filter(|(group, ..)| group == "Малчид").collect()
}

#[test]
fn labels_translated_or_retyped_are_found_by_their_codes() {
    let mut sample = filled(true);
    for row in 0..12 {
        sample.set(Block::Scores, row, "indicator", "Күту уақыты");
    }
    sample.set(Block::Scores, 4, "group", "Ерлер").set(Block::Provider, 0, "indicator", "Хүлээлт");
    let (session, said) = read(&sample);
    is_whole(&session);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn labels_without_codes_are_found_by_words_and_near_ones_by_their_place_only() {
    let mut sample = filled(false);
    for row in 0..4 {
        sample.set(Block::Provider, row, "id", "").set(Block::Agreed, row, "id", "");
    }
    sample.set(Block::Provider, 0, "indicator", "ХҮЛЭЭХ  ХУГАЦАА.");
    sample.set(Block::Provider, 1, "indicator", "Цэвэр байдл").set(Block::Provider, 1, "score", 2.0);
    sample.set(Block::Agreed, 3, "indicator", "Хүлээх хугацааг").set(Block::Agreed, 3, "score", 2.0);
    let (session, said) = read(&sample);
    let provider: Vec<_> = session.provider.iter().map(|p| p.indicator.clone()).collect();
    assert_eq!(provider, [Key::Known(0), Key::Known(1)]);
    has(&said, "\"Цэвэр байдл\" was read as \"Цэвэр байдал\", by where it stands [S011]");
    assert_eq!(session.agreed[1].indicator, Key::Added(Label::same("Хүлээх хугацааг")));
    has(&said, "near to \"Хүлээх хугацаа\", but was kept as one added in the field. Did you mean");
    assert!(session.sheets.contains(&(Sheet::Provider, Found::Label)));
}

#[test]
fn a_group_stands_in_its_first_row_merged_or_not() {
    for merged in [true, false] {
        let mut sample = filled(true);
        if !merged {
            sample.page_mut(Sheet::Scores).merged.clear();
        }
        sample.score(0, 3, 5.0).score(2, 3, 1.0).set(Block::Scores, 4, "present", "9 хүн");
        let (session, said) = read(&sample);
        let of_women = |p: &&PanelScore| p.group == Key::Known(0);
        assert!(session.panels.iter().filter(of_women).all(|p| p.present == Some(12)));
        assert!(scores(&session).contains(&score("0", "3", 5.0)) && scores(&session).contains(&score("2", "3", 1.0)));
        assert_eq!(session.panels.iter().find(|p| p.group == Key::Known(1)).and_then(|p| p.present), Some(9));
        assert_eq!(said, Vec::<String>::new());
    }
}

#[test]
fn people_who_voted_are_counted_where_their_blank_scores_stand() {
    let mut sample = filled(true);
    sample.set(Block::Scores, 8, "present", 9.0);
    let (session, said) = read(&sample);
    let voted = session.panels.iter().find(|p| p.votes.is_some()).expect("votes of the elderly");
    assert_eq!((voted.group.clone(), voted.present, voted.score), (Key::Known(2), Some(9), None));
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn a_score_in_a_row_without_a_label_is_said_and_not_taken() {
    let mut sample = filled(true);
    let row = |score: &str| vec![V::Blank, V::Blank, V::Blank, V::Blank, V::Blank, score.into()];
    let (first, at) = (sample.page_mut(Sheet::Scores).rows.len(), 4);
    sample.page_mut(Sheet::Scores).rows.insert(at, row("33"));
    for merged in &mut sample.page_mut(Sheet::Scores).merged {
        let below = |row: &mut usize| *row += usize::from(*row >= at);
        below(&mut merged[0]);
        below(&mut merged[2]);
    }
    assert_eq!(sample.page_mut(Sheet::Scores).rows.len(), first + 1);
    let (session, said) = read(&sample);
    is_whole(&session);
    has(
        &said,
        "sheet Иргэдийн оноо, row 5, column Үзүүлэлт: the row has no indicator, and is left out. Write what it is about",
    );
}

#[test]
fn a_unit_in_two_languages_is_that_of_the_instrument_and_a_source_is_kept() {
    let mut sample = filled(true);
    sample.set(Block::Inputs, 0, "unit", "хүн\npeople").set(Block::Inputs, 0, "source", "Тушаал А/12");
    sample.set(Block::Inputs, 1, "unit", "машин");
    let (session, _) = read(&sample);
    assert_eq!(session.inputs[0].unit, Label::new("хүн", "people"));
    assert_eq!((session.inputs[0].source.as_str(), &session.inputs[1].unit), ("Тушаал А/12", &Label::same("машин")));
}

#[test]
fn what_the_register_leaves_blank_the_cover_says() {
    let facility =
        |place| Facility { id: "KhFHC-03".into(), place, contact: "дарга".into(), ..Facility::default() };
    let register = Register::new(vec![facility(None)]);
    let reading = book(filled(true).input("а.xlsx"), &Options::default(), &instrument(), Some(&register));
    let read = &reading.sessions[0].facility;
    assert_eq!(read.place.map(|p| p.place().name.mn.to_string()).as_deref(), Some("Буянт"));
    assert_eq!((read.kind, read.contact.as_str()), (Some(0), "дарга"));
}

#[test]
fn a_note_where_a_score_belongs_is_listed_with_its_cell_and_never_guessed() {
    let mut sample = filled(true);
    sample.score(0, 2, "3 or 4").score(0, 3, "3-4").score(1, 1, "6").score(1, 2, V::Day(2026, 5, 4));
    sample.score(2, 0, "4/5").score(2, 1, "8/10").score(2, 2, "3,5").score(2, 3, "4");
    sample.set(Block::Scores, 4, "present", "~50");
    let (session, said) = read(&sample);
    let value = |group: &str, indicator: &str| {
        scores(&session).into_iter().find(|(g, i, _)| g == group && i == indicator).and_then(|(.., v)| v)
    };
    for (group, indicator) in [("0", "2"), ("0", "3"), ("1", "1"), ("1", "2")] {
        assert_eq!(value(group, indicator), None);
    }
    for (indicator, number) in [("0", 4.0), ("1", 8.0), ("2", 3.5), ("3", 4.0)] {
        assert_eq!(value("2", indicator), Some(number));
    }
    has(
        &said,
        "KhFHC-03_2026-1.xlsx, sheet Иргэдийн оноо, row 5, column Оноо: \"3 or 4\" is not one score, and counts as missing. Write one number from 1 to 5. [S015]",
    );
    has(&said, "row 6, column Оноо: \"3-4\" is not one score");
    has(&said, "row 8, column Оноо: \"6\" does not lie on the scale 1-5, and counts as missing [S016]");
    has(&said, "row 9, column Оноо: the score is the day \"2026-05-04\": a spreadsheet makes 4 May out of 4/5");
    has(&said, "row 12, column Оноо: \"8/10\" was read as a score on the scale 0-10 (80/100) [S018]");
    has(
        &said,
        "row 7, column Оролцсон хүн: \"~50\" is not a number of people, and counts as missing. Write how many as a whole number: 50. \"50 people\" will do",
    );
    assert_eq!(said.len(), 6);
}

#[test]
fn a_sheet_renamed_is_found_by_its_table_and_the_provider_by_its_place() {
    let mut sample = filled(true);
    for (i, page) in sample.pages.iter_mut().enumerate().filter(|(_, p)| !p.hidden) {
        page.name = format!("Sheet{}", i + 1);
    }
    let (session, said) = read(&sample);
    is_whole(&session);
    assert_eq!(said, Vec::<String>::new());
    // Without its heading and with a plain header, only its place among the sheets tells the provider's table.
    let provider = sample.page_mut(Sheet::Provider);
    provider.rows.remove(0);
    provider.rows[0] = texts(&["Код", "Үзүүлэлт", "Оноо", "Шалтгаан"]);
    let (session, _) = read(&sample);
    is_whole(&session);
    assert!(session.sheets.contains(&(Sheet::Provider, Found::Position)));
}

#[test]
fn headers_that_say_nothing_known_are_read_by_codes_and_order() {
    let mut sample = filled(false);
    let provider = sample.page_mut(Sheet::Provider);
    provider.rows[0] = texts(&["Өзін-өзі бағалау"]);
    provider.rows[1] = texts(&["Шифр", "Көрсеткіш", "Баға", "Себеп"]);
    let scores = sample.page_mut(Sheet::Scores);
    scores.rows[1][5] = "Баға".into();
    let (session, said) = read(&sample);
    is_whole(&session);
    has(&said, "\"Өөрийн үнэлгээ\" was read as \"Байгууллагын өөрийн үнэлгээ\", by where it stands");
    has(&said, "row 2: \"Баға\" was read as \"Оноо\", by where it stands [S011]");
    assert!(session.sheets.contains(&(Sheet::Provider, Found::Position)));
    assert!(session.sheets.contains(&(Sheet::Scores, Found::Position)));
}

#[test]
fn a_copied_sheet_is_read_once_and_of_two_that_differ_the_fuller() {
    let mut sample = filled(true);
    let mut copy = sample.pages[2].clone();
    copy.name = "Иргэдийн оноо (2)".into();
    sample.pages.insert(3, copy);
    let (session, said) = read(&sample);
    is_whole(&session);
    has(&said, "sheet \"Иргэдийн оноо (2)\" says the same as \"Иргэдийн оноо\", or nothing; it was passed over [S013]");
    for row in [2, 4] {
        sample.pages[3].rows[row].resize(6, V::Blank);
        sample.pages[3].rows[row][5] = 5.0.into();
    }
    let (session, said) = read(&sample);
    assert_eq!(scores(&session)[0], score("0", "0", 5.0));
    has(
        &said,
        "sheet \"Иргэдийн оноо\" holds the same table as \"Иргэдийн оноо (2)\" with other values; \"Иргэдийн оноо (2)\" was taken [S014]",
    );
}

#[test]
fn a_book_without_its_hidden_sheet_is_read_by_its_words() {
    let mut sample = filled(true);
    sample.pages.pop();
    let (session, said) = read(&sample);
    is_whole(&session);
    assert_eq!(session.made_for, None);
    assert_eq!(said.len(), 1);
    has(&said, "the hidden sheet \"masam\" is gone");
}

#[test]
fn a_book_of_another_facility_or_round_than_it_or_its_name_says_is_warned_of() {
    let mut sample = filled(true);
    sample.page_mut(Sheet::Cover).rows[8][2] = "2026-2".into();
    let (session, said) = read_as("round1/KhFHC-03_2026-1.xlsx", &sample);
    assert_eq!(session.round, "2026-2");
    has(&said, "the cover says \"2026-2\", the hidden sheet \"2026-1\"; the cover was taken [S006]");
    has(&said, "it says \"2026-2\" inside, \"2026-1\" in the name of the file");
    let facilities = ["KhFHC-03", "KhFHC-04"].map(|id| Facility { id: id.into(), ..Facility::default() });
    let register = Register::new(facilities);
    let reading = book(filled(true).input("KhFHC-04_2026-1.xlsx"), &Options::default(), &instrument(), Some(&register));
    has(
        &said_of(&reading),
        "it says \"KhFHC-03\" inside, \"KhFHC-04\" in the name of the file; what is inside was taken [S005]",
    );
    assert_eq!(reading.sessions[0].facility.id, "KhFHC-03");
}

fn said_of(reading: &Reading) -> Vec<String> {
    said(&reading.problems)
}

#[test]
fn a_facility_is_that_of_the_register_or_the_book_is_left_out() {
    let named = |id: &str, name: &str| Facility { id: id.into(), name: Label::same(name), ..Facility::default() };
    let reading = |sample: &Sample, facilities: Vec<Facility>| {
        let register = Register::new(facilities);
        book(sample.input("ном.xlsx"), &Options::default(), &instrument(), Some(&register))
    };
    let found = reading(&filled(true), vec![named("KHFHC-03", "Манай төв")]);
    assert_eq!(&*found.sessions[0].facility.name.mn, "Манай төв");
    let unknown = reading(&filled(true), vec![named("KhFHC-13", "Өөр төв")]);
    assert!(unknown.sessions.is_empty() && unknown.unreadable);
    assert_eq!(unknown.named, (Some("KhFHC-03".to_owned()), Some("2026-1".to_owned())));
    has(
        &said_of(&unknown),
        "\"KhFHC-03\" is not in the register of facilities, and is left out. Did you mean \"KhFHC-13\"? [S002]",
    );
    let mut nameless = filled(true);
    nameless.pages.pop();
    nameless.page_mut(Sheet::Cover).rows[1].truncate(2);
    let by_name = reading(&nameless, vec![named("A1", "Өөр төв"), named("A2", "Буянт сумын Эрүүл мэндийн төв")]);
    assert_eq!(by_name.sessions[0].facility.id, "A2");
    let name = "Буянт сумын эрүүл мэндийн төв";
    let two = reading(&nameless, vec![named("A1", name), named("A2", name)]);
    has(&said_of(&two), "could be more than one facility, and is left out. It could be: A1, A2. [S003]");
}

#[test]
fn a_matrix_typed_by_hand_is_read() {
    let mut sample = Sample::blank(&instrument(), false);
    let scores_page = sample.page_mut(Sheet::Scores);
    scores_page.merged.clear();
    scores_page.rows = vec![
        texts(&["Иргэдийн оноо, 2026"]),
        texts(&["№", "Үзүүлэлт", "Эмэгтэйчүүд", "Эрэгтэйчүүд", "Малчид", "Дундаж"]),
        vec!["".into(), "Оролцсон хүн".into(), 12.0.into(), 9.0.into(), 7.0.into(), V::Blank],
        vec![1.0.into(), "Хүлээх хугацаа".into(), 2.0.into(), "3,5".into(), 4.0.into(), 3.2.into()],
        vec![2.0.into(), "Халаалт".into(), 1.0.into(), V::Blank, "2 эсвэл 3".into(), 1.5.into()],
        vec![V::Blank, "Дундаж".into(), 1.5.into(), 3.5.into(), 4.0.into()],
    ];
    let (session, said) = read(&sample);
    let expected = [score("0", "0", 2.0), score("1", "0", 3.5), score("Малчид", "0", 4.0), score("0", "Халаалт", 1.0)];
    assert_eq!(scores(&session), expected);
    assert_eq!(session.panels.iter().map(|p| p.present).collect::<Vec<_>>(), [Some(12), Some(9), Some(7), Some(12)]);
    has(&said, "a matrix of indicators and groups was read");
    has(&said, "row 5, column Малчид: \"2 эсвэл 3\" is not one score");
}

#[test]
fn an_action_without_an_issue_of_its_own_belongs_to_the_issue_above() {
    let mut sample = filled(true);
    sample.set(Block::Actions, 1, "action", "Дугаарын систем").set(Block::Actions, 1, "status", "хийсэн");
    sample.set(Block::Actions, 2, "issue", "Ус алга").set(Block::Actions, 2, "status", "удахгүй");
    sample.set(Block::Actions, 2, "deadline", "хавар");
    let (session, said) = read(&sample);
    let actions: Vec<_> = session.actions.iter().map(|a| (a.issue.as_str(), a.action.as_str(), a.status)).collect();
    let expected = [
        ("Дараалал их", "Цаг захиалга", Some(Status::UnderWay)),
        ("Дараалал их", "Дугаарын систем", Some(Status::Done)),
        ("Ус алга", "", None),
    ];
    assert_eq!(actions, expected);
    assert_eq!(session.actions[1].indicator, Some(Key::Known(0)));
    has(&said, "column Явц: \"удахгүй\" is not one of the choices, and counts as missing. It could be: Төлөвлөсөн, ");
    has(&said, "column Хугацаа: \"хавар\" is not a day");
}

#[test]
fn two_scores_for_one_thing_are_none() {
    let mut sample = filled(false);
    sample.set(Block::Provider, 4, "id", "HC01").set(Block::Provider, 4, "score", 2.0);
    let (session, said) = read(&sample);
    assert!(session.provider.is_empty());
    has(&said, "\"Хүлээх хугацаа\" has two different scores, 4 / 2; neither is used [S019]");
}

#[test]
fn a_file_that_is_no_scorecard_is_unreadable_and_says_why() {
    let reading =
        |name: &str, bytes: &[u8]| book(Input::from_bytes(name, bytes), &Options::default(), &instrument(), None);
    for (name, bytes, part) in [
        ("ном.xlsx", &b"%PDF-1.7"[..], "not a table but a PDF"),
        ("KhFHC-03_2025-2.xlsx", b"PK\x03\x04 cut", "the workbook is damaged"),
        ("х.csv", "нас;хүйс\n3;эм\n".as_bytes(), "nothing of a scorecard was found in it [S010]"),
    ] {
        let reading = reading(name, bytes);
        assert!(reading.unreadable && reading.sessions.is_empty());
        has(&said_of(&reading), part);
    }
    assert_eq!(reading("KhFHC-03_2025-2.xlsx", b"PK\x03\x04 cut").named.1.as_deref(), Some("2025-2"));
    let mut other = filled(true);
    other.pages[7].rows[1][1] = "education-scorecard".into();
    for (block, rows) in [(Block::Scores, 12), (Block::Votes, 12), (Block::Provider, 4), (Block::Inputs, 2)] {
        let label = if block == Block::Inputs { "item" } else { "indicator" };
        for row in 0..rows {
            other.set(block, row, "id", "X").set(block, row, label, "Сурах бичиг");
        }
    }
    other.pages[7].rows.truncate(6);
    let reading = book(other.input("б.xlsx"), &Options::default(), &instrument(), None);
    has(
        &said_of(&reading),
        "the book was made for \"education-scorecard\" and can't be read with \"health-scorecard\"",
    );
}

#[test]
fn a_book_cut_off_or_damaged_anywhere_is_told_of() {
    let bytes = filled(true).bytes();
    let instrument = instrument();
    let reader = Reader::new(&instrument, None);
    for at in (1..bytes.len()).step_by(bytes.len() / 20) {
        let cut = reader.book(Input::from_bytes("б.xlsx", &bytes[..at]), &Options::default());
        assert!(cut.unreadable && !cut.problems.is_empty(), "cut at {at}");
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        let _ = reader.book(Input::from_bytes("б.xlsx", damaged), &Options::default());
    }
}

#[test]
fn formulas_that_nobody_computed_are_missing_and_said() {
    let text = |c: &str, t: &str| format!(r#"<c r="{c}" t="inlineStr"><is><t>{t}</t></is></c>"#);
    let rows = format!(
        r#"<row r="1">{}{}</row><row r="2">{}{}</row><row r="3">{}{}{}</row><row r="4">{}<c r="C4"><f>B9+1</f></c></row><row r="5">{}<c r="C5"><f>1+2</f><v>3</v></c></row>"#,
        text("A1", "Байгууллагын код"),
        text("B1", "А1"),
        text("A2", "Үе шат"),
        text("B2", "2026-1"),
        text("A3", "Код"),
        text("B3", "Үзүүлэлт"),
        text("C3", "Өөрийн үнэлгээ"),
        text("A4", "HC01"),
        text("A5", "HC02"),
    );
    let input = Input::from_bytes("б.xlsx", crate::table::tests::sheet_of(&rows, ""));
    let reading = book(input, &Options::default(), &instrument(), None);
    has(&said_of(&reading), "1 formulas have no stored result and are read as blank");
    let provider: Vec<_> =
        reading.sessions[0].provider.iter().map(|p| (p.indicator.clone(), p.score.value())).collect();
    assert_eq!(provider, [(Key::Known(1), 3.0)]);
}

#[test]
fn a_long_table_gives_a_session_for_each_facility_and_round() {
    let text = "байгууллага;үе шат;тал;бүлэг;үзүүлэлт;оноо;n;шалтгаан;хуваарь\n\
        А1;2026-1;;women;HC01;3,5;12;Удаан;\nА1;2026-1;;Эрэгтэйчүүд;Хүлээх хугацаа;4;;;\nА1;2026-1;provider;;HC01;5;;;\n\
        А1;2026-1;;байгууллага;HC02;4;;;\nА1;2026-1;тохирсон;;HC01;8;;;0-10\nА1;2026-2;;women;HC01;2;9;;\n\
        Б2;2026-1;;women;HC01;3 or 4;5;;\nБ2;;;women;HC01;3;5;;\nБ2;2026-1;;;HC01;3;5;;\n";
    let reading = book(Input::from_bytes("kobo.csv", text), &Options::default(), &instrument(), None);
    let said = said_of(&reading);
    let places: Vec<_> = reading.sessions.iter().map(|s| (s.facility.id.as_str(), s.round.as_str())).collect();
    assert_eq!(places, [("А1", "2026-1"), ("А1", "2026-2"), ("Б2", "2026-1")]);
    let first = &reading.sessions[0];
    assert_eq!(scores(first), [score("0", "0", 3.5), score("1", "0", 4.0)]);
    assert_eq!((first.panels[0].present, first.panels[0].reason.as_str()), (Some(12), "Удаан"));
    assert_eq!(first.provider.iter().map(|p| p.score.value()).collect::<Vec<_>>(), [5.0, 4.0]);
    assert_eq!((first.agreed[0].score.value(), first.agreed[0].score.points().get()), (8.0, 80.0));
    has(&said, "kobo.csv, row 8, column оноо: \"3 or 4\" is not one score");
    has(&said, "row 9, column үе шат: the row has no round, and is left out [S035]");
    has(&said, "row 10, column бүлэг: the row has no group");
    assert_eq!((reading.long, said.len()), (true, 3));
}

#[test]
fn a_long_table_of_actions_is_read() {
    let text = "facility,round,issue,action,responsible,deadline,status\nА1,2026-1,Дараалал,Цаг захиалга,Эрхлэгч,2026-09-01,done\nА1,2026-1,,Дэлгэц,,,planned\n";
    let reading = book(Input::from_bytes("plan.csv", text), &Options::default(), &instrument(), None);
    let actions: Vec<_> =
        reading.sessions[0].actions.iter().map(|a| (a.issue.as_str(), a.action.as_str(), a.status)).collect();
    let expected = [("Дараалал", "Цаг захиалга", Some(Status::Done)), ("Дараалал", "Дэлгэц", Some(Status::Planned))];
    assert_eq!(actions, expected);
}

fn gathered(books: &[(&str, &Sample)]) -> Gathered {
    let instrument = instrument();
    let reader = Reader::new(&instrument, None);
    gather(books.iter().map(|(name, b)| reader.book(b.input(name), &Options::default())).collect())
}

#[test]
fn two_books_for_one_facility_are_used_once_joined_or_not_at_all() {
    let (whole, mut part, mut other) = (filled(true), filled(true), filled(true));
    let alike = gathered(&[("б.xlsx", &whole), ("а.xlsx", &whole)]);
    assert_eq!(
        (alike.sessions.len(), alike.sessions[0].files.clone()),
        (1, vec!["а.xlsx".to_owned(), "б.xlsx".into()])
    );
    has(&said(&alike.problems), "б.xlsx: KhFHC-03, 2026-1: it says the same as \"а.xlsx\", and was read once [S032]");
    part.score(0, 0, V::Blank).score(2, 2, 5.0);
    let joined = gathered(&[("а.xlsx", &whole), ("б.xlsx", &part)]);
    let again = gathered(&[("б.xlsx", &part), ("а.xlsx", &whole)]);
    assert_eq!(joined.sessions, again.sessions);
    assert_eq!(joined.problems.to_string(), again.problems.to_string());
    assert!(scores(&joined.sessions[0]).contains(&score("2", "2", 5.0)));
    assert!(scores(&joined.sessions[0]).contains(&score("0", "0", 2.0)));
    has(&said(&joined.problems), "it was joined with \"а.xlsx\"; each fills blanks of the other [S033]");
    other.score(0, 0, 5.0);
    let neither = gathered(&[("а.xlsx", &whole), ("б.xlsx", &other)]);
    assert!(neither.sessions.is_empty());
    has(
        &said(&neither.problems),
        "б.xlsx: KhFHC-03, 2026-1: it contradicts \"а.xlsx\"; neither is used. They differ on the sheet Community scores. Keep",
    );
    assert_eq!(neither.unreadable.len(), 2);
}

#[test]
fn parts_of_a_long_table_are_joined_without_a_word() {
    let instrument = instrument();
    let reader = Reader::new(&instrument, None);
    let part = |name: &str, rows: &str| {
        let text = format!("facility,round,group,indicator,score\n{rows}");
        reader.book(Input::from_bytes(name, text), &Options::default())
    };
    let parts = vec![part("2.csv", "А1,2026-1,men,HC01,4\n"), part("1.csv", "А1,2026-1,women,HC01,3\n")];
    let gathered = gather(parts);
    assert_eq!(scores(&gathered.sessions[0]), [score("0", "0", 3.0), score("1", "0", 4.0)]);
    assert_eq!(said(&gathered.problems), Vec::<String>::new());
}

#[test]
fn a_sheet_for_each_group_is_no_copy() {
    let mut sample = filled(false);
    let scores_page = sample.page_mut(Sheet::Scores);
    scores_page.merged.clear();
    let one = |name: &str, value: f64| super::sample::Page {
        name: name.into(),
        rows: vec![
            texts(&["Код", "Үзүүлэлт", "Оноо", "Шалтгаан"]),
            vec!["HC01".into(), "Хүлээх хугацаа".into(), value.into()],
        ],
        ..Default::default()
    };
    *scores_page = one("Эмэгтэйчүүд", 2.0);
    sample.pages.insert(3, one("Эрэгтэйчүүд", 3.0));
    let (session, said) = read(&sample);
    let mut all = scores(&session);
    all.retain(|(.., value)| value.is_some());
    assert_eq!(all, [score("0", "0", 2.0), score("1", "0", 3.0)]);
    assert_eq!(said, Vec::<String>::new());
}

#[test]
fn scores_under_a_group_whose_name_was_deleted_are_nobodys() {
    let mut sample = filled(false);
    sample.set(Block::Scores, 4, "group_id", "").set(Block::Scores, 4, "group", "");
    let (session, said) = read(&sample);
    assert_eq!(scores(&session)[..2], [score("0", "0", 2.0), score("0", "1", 4.0)]);
    assert_eq!(session.panels.iter().filter(|p| p.score.is_some()).count(), 2);
    has(&said, "sheet Иргэдийн оноо, row 7, column Оноо: the row has no group, and is left out [S035]");
}

#[test]
fn one_score_merged_over_several_rows_is_that_of_the_first() {
    let mut sample = filled(false);
    sample.page_mut(Sheet::Scores).rows[4].truncate(5);
    sample.set(Block::Scores, 1, "score", V::Blank);
    sample.page_mut(Sheet::Scores).merged.push([2, 5, 3, 5]);
    let (session, said) = read(&sample);
    assert_eq!(scores(&session)[..2], [score("0", "0", 2.0), score("1", "0", 3.0)]);
    has(&said, "row 4, column Оноо: \"2\" is not one score, and counts as missing. Unmerge the cell");
}

#[test]
fn a_book_saved_in_an_old_or_an_open_format_says_the_same() {
    // The filled book above, as LibreOffice saves it.
    let files: [(&str, &[u8]); 2] = [
        ("б.xls", include_bytes!("../../../tests/files/scorecard.xls")),
        ("б.ods", include_bytes!("../../../tests/files/scorecard.ods")),
    ];
    for (name, bytes) in files {
        let reading = book(Input::from_bytes(name, bytes), &Options::default(), &instrument(), None);
        is_whole(&reading.sessions[0]);
        assert_eq!(said_of(&reading), Vec::<String>::new());
    }
}
