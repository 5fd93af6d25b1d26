//! Pages as text: one plain frame, everything from outside escaped, nothing loaded from anywhere.

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;\
padding:0 1rem;color:#1c1e21;background:#fff}header{border-bottom:1px solid #ccd0d5;color:#606770}\
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}label{display:block;margin:.5rem 0}\
input,select{font:inherit;padding:.3rem;width:100%;max-width:30rem;box-sizing:border-box}\
input[type=radio],input[type=checkbox]{width:auto}button{font:inherit;padding:.3rem .9rem;\
margin:.3rem .3rem .3rem 0}code{background:#f0f2f5;padding:.1rem .3rem;word-break:break-all}\
.note{border-left:4px solid #606770;padding-left:.8rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}";

/// Text from outside, made harmless in HTML text and in quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// A whole page: `title` is text, `body` is HTML.
pub(super) fn page(header: &str, title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title} · Practice</title>\
         <style>{STYLE}</style></head><body><header>{header}</header><main><h1>{title}</h1>\
         {body}</main></body></html>\n"
    )
}

/// A page of the authorize host that never comes back to the app.
pub(super) fn error_page(text: &str) -> String {
    let body = format!("<p id=\"error\">{}</p>", escape(text));
    page("Practice Instagram", "Instagram", &body)
}

/// A page that says one thing.
pub(super) fn notice(text: &str) -> String {
    page(
        "Practice Instagram",
        "Practice",
        &format!("<p class=\"note\">{}</p>", escape(text)),
    )
}

/// The text of an error page, as a person reads it off the screen.
pub(super) fn error_text(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<p id=\"error\">")?;
    let (text, _) = rest.split_once("</p>")?;
    Some(
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&"),
    )
}

/// One option of a select.
pub(super) fn option(value: &str, chosen: bool) -> String {
    let value = escape(value);
    let mark = if chosen { " selected" } else { "" };
    format!("<option value=\"{value}\"{mark}>{value}</option>")
}

/// A form whose button does what `action` names; `inner` is HTML.
pub(super) fn form(action: &str, button: &str, inner: &str) -> String {
    format!(
        "<form method=\"post\">{inner}<button name=\"do\" value=\"{}\">{}</button></form>",
        escape(action),
        escape(button)
    )
}

/// A labelled line of input.
pub(super) fn input(label: &str, name: &str, value: &str) -> String {
    format!(
        "<label>{}<input name=\"{}\" value=\"{}\"></label>",
        escape(label),
        escape(name),
        escape(value)
    )
}

/// What the consent page shows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Consent<'a> {
    pub(super) app: &'a str,
    pub(super) scopes: &'a [String],
    pub(super) usernames: &'a [&'a str],
    pub(super) signed_in: &'a str,
    pub(super) token: &'a str,
}

fn scope_in_words(scope: &str) -> &str {
    match scope {
        "instagram_business_basic" | "user_profile" => "see your profile",
        "user_media" => "see your photos and videos",
        "instagram_business_manage_comments" => "manage your comments",
        "instagram_business_manage_messages" => "manage your messages",
        "instagram_business_content_publish" => "publish for you",
        "instagram_business_manage_insights" => "see your insights",
        other => other,
    }
}

/// The page that asks a person whether the app may.
pub(super) fn consent(consent: &Consent<'_>) -> String {
    let scopes: String = consent
        .scopes
        .iter()
        .map(|scope| {
            format!(
                "<li>{} (<code>{}</code>)</li>",
                escape(scope_in_words(scope)),
                escape(scope)
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let accounts: String = consent
        .usernames
        .iter()
        .map(|name| option(name, *name == consent.signed_in))
        .collect();
    let body = format!(
        "<p><strong>{app}</strong> asks <strong>{account}</strong> to let it:</p><ul>{scopes}</ul>\
         <form method=\"post\" action=\"/oauth/authorize\">\
         <input type=\"hidden\" name=\"consent\" value=\"{token}\">\
         <label>Sign in as<select name=\"username\">{accounts}</select></label>\
         <button name=\"decision\" value=\"allow\">Allow</button>\
         <button name=\"decision\" value=\"cancel\">Cancel</button></form>\
         <p>This is practice: no real account is involved. After Allow the browser goes to the \
         app's redirect address, which may show nothing; only the address bar matters.</p>",
        app = escape(consent.app),
        account = escape(consent.signed_in),
        token = escape(consent.token),
    );
    page("Practice Instagram", "Sign in with Instagram", &body)
}
