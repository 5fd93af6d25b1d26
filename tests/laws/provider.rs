//! A provider file is taken whole or refused with the place of its first fault.

use igtoken::clean;
use igtoken::provider::Providers;
use igtoken::provider::symptom::{Evidence, diagnose};

pub(super) fn hold(data: &[u8]) {
    let text = String::from_utf8_lossy(data).into_owned();
    let lines = text.split('\n').count();
    let files = [("own\u{1b}.toml".to_owned(), text)];
    match Providers::one("own", &files) {
        Err(fault) => {
            assert!((1..=lines).contains(&fault.line), "{fault:?}");
            assert!(!fault.key.is_empty(), "{fault:?}");
            let said = fault.to_string();
            assert!(!clean::has_control(&said), "{said:?}");
        }
        Ok(None) => {}
        Ok(Some(provider)) => {
            for step in &provider.steps {
                assert_eq!(provider.step(&step.id), Some(step));
            }
            let evidence = Evidence {
                message: "Invalid platform app",
                ..Evidence::default()
            };
            let _ = diagnose(&provider, &evidence);
        }
    }
}
