//! The page that a browser shows after it brought an answer: a few words, nothing of the answer,
//! nothing loaded from anywhere.

use crate::shell::listener::Pages;
use crate::text::{Lang, Texts};
use crate::wizard::callback::Verdict;

/// The pages in a language, made when one is asked for.
pub(super) fn pages(lang: Lang) -> Pages {
    match lang {
        Lang::En => |verdict| page(Lang::En, verdict),
        Lang::Ko => |verdict| page(Lang::Ko, verdict),
    }
}

fn page(lang: Lang, verdict: Verdict) -> String {
    let (title, text) = match verdict {
        Verdict::Received => ("landing-received-title", "landing-received-text"),
        Verdict::Refused => ("landing-refused-title", "landing-refused-text"),
        Verdict::Foreign => ("landing-foreign-title", "landing-foreign-text"),
    };
    let texts = Texts::new(lang);
    let (title, text) = (texts.get(title), texts.get(text));
    let code = lang.code();
    // An icon of nothing, so that the browser asks for none.
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>igtoken: {title}</title>\n</head>\n\
         <body>\n<h1>{title}</h1>\n<p>{text}</p>\n</body>\n</html>\n"
    )
}
