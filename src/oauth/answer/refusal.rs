//! The five shapes of a refusal, read from an answer, an address, a page or a text.

use super::json::{self, Node};
use super::page;
use crate::clean;
use crate::oauth::query::{Params, prose};
use crate::secret::Secret;

/// In which form the provider said no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// S1: `{"error_type":…,"code":…,"error_message":…}`.
    Flat,
    /// S2: `{"error":{"message":…,"type":…,"code":…}}`.
    Graph,
    /// S3: `?error=…&error_reason=…&error_description=…`, or the same names in JSON.
    Redirect,
    /// S4: a web page, or plain text.
    Page,
    /// S5: `{"meta":{"error_type":…,"code":…,"error_message":…}}`.
    Meta,
}

/// What the provider said when it refused; all text is cleaned, shortened and free of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    pub shape: Shape,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
    /// `OAuthException` and the like; `error` of a redirect.
    pub kind: Option<String>,
    /// As sent. Only the Graph shape has codes of its own, see [`Refusal::graph_code`].
    pub code: Option<i64>,
    pub subcode: Option<i64>,
    pub message: String,
    /// `error_reason` of a redirect.
    pub reason: Option<String>,
    /// Whether the same request may work in a while.
    pub transient: bool,
    /// What the provider wants the person to read.
    pub user_message: Option<String>,
}

impl Refusal {
    /// The Graph error code; in the other shapes `code` is an HTTP status and no such thing.
    pub fn graph_code(&self) -> Option<i64> {
        self.code.filter(|_| self.shape == Shape::Graph)
    }
}

/// Reads anything that shows an error: JSON of any shape, an address, a page, or plain text.
pub fn refusal_of_text(text: &str) -> Refusal {
    let text = clean::lines(text);
    let text = text.trim();
    if let Some(refusal) = json_within(text).and_then(|node| of_json(&node, None)) {
        return refusal;
    }
    if (text.starts_with('<') || contains_tag(text))
        && let Some(refusal) = of_page(text, None)
    {
        return refusal;
    }
    let params = Params::read(text);
    if params.refused() {
        return of_redirect(&params);
    }
    Refusal {
        message: message(text),
        ..blank(Shape::Page, None)
    }
}

/// A refusal in JSON, whatever its shape and whether wrapped or not.
pub(in crate::oauth) fn of_json(root: &Node, status: Option<u16>) -> Option<Refusal> {
    let inner = root.unwrapped();
    let first = root.items().first().unwrap_or(inner);
    [root, inner, first]
        .into_iter()
        .find_map(|node| of_node(node, status))
}

fn of_node(node: &Node, status: Option<u16>) -> Option<Refusal> {
    match node.get("error") {
        Some(error) if error.is_map() => return Some(graph(error, status)),
        Some(error) if text(error).is_some() => return Some(redirect_in_json(node, status)),
        Some(_) | None => {}
    }
    if let Some(refusal) = node
        .get("meta")
        .and_then(|meta| flat(meta, Shape::Meta, status))
    {
        return Some(refusal);
    }
    flat(node, Shape::Flat, status)
}

/// A refusal in the parameters of an address.
pub(in crate::oauth) fn of_redirect(params: &Params<'_>) -> Refusal {
    let value = |value: Option<&str>| value.map(prose).filter(|text| !text.trim().is_empty());
    let kind = value(params.error).map(|text| name(&text));
    let text = value(params.error_description).or_else(|| value(params.error_message));
    let reason = value(params.error_reason).map(|text| name(&text));
    Refusal {
        code: value(params.error_code).and_then(|code| code.trim().parse().ok()),
        message: text
            .map(|text| message(&text))
            .or_else(|| reason.clone())
            .or_else(|| kind.clone())
            .unwrap_or_default(),
        kind,
        reason,
        ..blank(Shape::Redirect, None)
    }
}

/// The words of a web page; `None` when it has none.
pub(super) fn of_page(html: &str, status: impl Into<Option<u16>>) -> Option<Refusal> {
    let message = message(&page::text_of(html));
    (!message.is_empty()).then(|| Refusal {
        message,
        ..blank(Shape::Page, status.into())
    })
}

fn flat(node: &Node, shape: Shape, status: Option<u16>) -> Option<Refusal> {
    let kind = node.get("error_type").and_then(text);
    let words = node.get("error_message").and_then(text);
    let first = words.or(kind)?;
    Some(Refusal {
        kind: kind.map(name),
        code: node.get("code").and_then(Node::as_integer),
        message: message(first),
        ..blank(shape, status)
    })
}

fn graph(error: &Node, status: Option<u16>) -> Refusal {
    let kind = error.get("type").and_then(text);
    let code = error.get("code").and_then(Node::as_integer);
    let blank = blank(Shape::Graph, status);
    let told = ["error_user_msg", "error_user_title"].map(|key| error.get(key).and_then(text));
    Refusal {
        kind: kind.map(name),
        code,
        subcode: error.get("error_subcode").and_then(Node::as_integer),
        message: message(
            error
                .get("message")
                .and_then(text)
                .or(kind)
                .unwrap_or_default(),
        ),
        transient: error
            .get("is_transient")
            .and_then(Node::as_flag)
            .unwrap_or(blank.transient || code == Some(2)),
        user_message: told.into_iter().flatten().next().map(message),
        ..blank
    }
}

fn redirect_in_json(node: &Node, status: Option<u16>) -> Refusal {
    let field = |key: &str| node.get(key).and_then(text);
    let first = [
        "error_description",
        "error_message",
        "message",
        "error_reason",
        "error",
    ];
    Refusal {
        kind: field("error").map(name),
        code: node.get("error_code").and_then(Node::as_integer),
        message: message(first.into_iter().find_map(field).unwrap_or_default()),
        reason: field("error_reason").map(name),
        ..blank(Shape::Redirect, status)
    }
}

fn blank(shape: Shape, status: Option<u16>) -> Refusal {
    Refusal {
        shape,
        status,
        kind: None,
        code: None,
        subcode: None,
        message: String::new(),
        reason: None,
        transient: status.is_some_and(|status| status >= 500),
        user_message: None,
    }
}

fn text(node: &Node) -> Option<&str> {
    node.as_text().filter(|text| !text.trim().is_empty())
}

fn name(text: &str) -> String {
    clean::short_line(&without_tokens(text), 80)
}

fn message(text: &str) -> String {
    clean::short_line(&without_tokens(text), 500)
}

/// The text on one line, with whatever looks like a token, a code or an app secret taken out.
///
/// Those are runs of 30 or more of `A-Za-z0-9_-` that hold a digit and a letter; names of scopes
/// have no digits.
fn without_tokens(text: &str) -> String {
    let text = clean::line(text);
    let mut out = String::with_capacity(text.len());
    for piece in text
        .trim()
        .split_inclusive(|c: char| !is_token_character(c))
    {
        let (run, end) = match piece.chars().next_back() {
            Some(last) if !is_token_character(last) => (piece.trim_end_matches(last), Some(last)),
            Some(_) | None => (piece, None),
        };
        let token = run.len() >= 30
            && run.bytes().any(|b| b.is_ascii_digit())
            && run.bytes().any(|b| b.is_ascii_alphabetic());
        out.push_str(if token { "[…]" } else { run });
        out.extend(end);
    }
    out
}

fn is_token_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The JSON object in a text, also behind a label or with its quotes escaped.
pub(in crate::oauth) fn json_within(text: &str) -> Option<Node> {
    let (start, end) = (text.find('{')?, text.rfind('}')?);
    let body = text.get(start..=end)?;
    if let Ok(node) = json::parse(body) {
        return Some(node);
    }
    let unescaped = Secret::new(body.replace('\\', ""));
    json::parse(unescaped.expose()).ok()
}

fn contains_tag(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["<html", "<body", "<head", "<!doctype"]
        .iter()
        .any(|tag| text.contains(tag))
}
