//! The state file is read as far as it can be; what is written comes back, and the rest stays.
//!
//! The first byte chooses the profile, the rest is the file.

use igtoken::clean;
use igtoken::provider::StepId;
use igtoken::store::state::{Seen, saved, seen};
use igtoken::time::Timestamp;
use igtoken::wizard::saved::{Mark, Progress, SignIn};
use toml::{Table, Value};

fn full() -> Progress {
    Progress {
        provider: "instagram-login".to_owned(),
        current: Some(StepId::new("authorize")),
        marks: [
            (StepId::new("account"), Mark::Claimed),
            (StepId::new("app \"id\""), Mark::NotNeeded),
        ]
        .into(),
        fields: [("display_name".to_owned(), "Feed \"of\" \\ 가".to_owned())].into(),
        sign_in: Some(SignIn {
            state: "Planted0123456789".into(),
            redirect_uri: "https://localhost:8443/callback".to_owned(),
            scopes: vec!["instagram_business_basic".to_owned()],
            started_at: Timestamp::from_seconds(1_795_363_380),
            ends_at: Timestamp::from_seconds(1_795_366_980),
            code: Some("AQCode#_".into()),
            code_sent: true,
        }),
        undelivered: true,
    }
}

/// What of it is shown holds nothing that a terminal obeys.
fn is_clean(progress: &Progress) -> bool {
    let sign_in = progress.sign_in.iter();
    let sign_in = sign_in.flat_map(|it| it.scopes.iter().chain([&it.redirect_uri]));
    let fields = progress.fields.iter().flat_map(|(id, text)| [id, text]);
    let steps = progress.marks.keys().chain(&progress.current);
    sign_in
        .chain(fields)
        .chain([&progress.provider])
        .map(String::as_str)
        .chain(steps.map(StepId::as_str))
        .all(|text| !clean::has_control(text))
}

/// Everything in the file but what is known of the profile.
fn rest(text: &str, name: &str) -> String {
    let mut table: Table = text.parse().unwrap();
    if table.get("version").and_then(Value::as_integer) == Some(1) {
        table.remove("version");
    }
    let mut profiles = match table.remove("profiles") {
        Some(Value::Table(profiles)) => profiles,
        _ => Table::new(),
    };
    if let Some(Value::Table(mut profile)) = profiles.remove(name) {
        for key in [
            "provider",
            "current",
            "marks",
            "fields",
            "sign_in",
            "undelivered",
        ] {
            profile.remove(key);
        }
        if !profile.is_empty() {
            profiles.insert(name.to_owned(), profile.into());
        }
    }
    // As text: a number that is none does not equal itself.
    format!("{table:?} {profiles:?}")
}

fn progress(text: &str, name: &str) -> Option<Progress> {
    match seen(text, name) {
        Seen::Whole(progress) => progress.map(|progress| *progress),
        Seen::Broken => panic!("broken: {text}"),
    }
}

pub(super) fn hold(data: &[u8]) {
    let Some((which, file)) = data.split_first() else {
        return;
    };
    let name = ["default", "a.b", "\"가\""][usize::from(which % 3)];
    let file = String::from_utf8_lossy(file);
    let Seen::Whole(found) = seen(&file, name) else {
        // It is set aside whole: nothing is written over it.
        assert_eq!(saved(&file, name, &full()), None);
        return;
    };
    for written in found.map(|found| *found).into_iter().chain([full()]) {
        assert!(is_clean(&written), "{written:?}");
        let new = saved(&file, name, &written).unwrap();
        assert_eq!(progress(&new, name).as_ref(), Some(&written), "{}", *new);
        assert_eq!(rest(&new, name), rest(&file, name), "{}", *new);
        assert_eq!(saved(&new, name, &written), Some(new), "a second time");
    }
}
