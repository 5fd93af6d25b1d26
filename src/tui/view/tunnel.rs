//! The port that the answer may come to, and how a browser elsewhere reaches it.

use crate::clean;
use crate::text::Phrase;
use crate::tui::theme::Role;
use crate::wizard::callback::{ListenTrouble, Standing, Waiting};

use super::row::{self, Keep, Row, Section};
use super::{Look, Room};

/// Where the answer is waited for besides the box; nothing where it is not.
pub(super) fn line(look: &Look, width: u16) -> Vec<Row> {
    let Some(waiting) = &look.state.callback.waiting else {
        return Vec::new();
    };
    // It stands a moment later, or not.
    if waiting.standing == Standing::Asked {
        return Vec::new();
    }
    let text = look.phrase(&says(look, waiting));
    row::wrapped(&text, width, look.style(Role::Text))
}

fn says(look: &Look, waiting: &Waiting) -> Phrase {
    let phrase = match &waiting.standing {
        Standing::Failed(trouble) => return failed(waiting, trouble),
        Standing::Asked | Standing::Up if waiting.reached => Phrase::new("callback-reached"),
        Standing::Asked | Standing::Up if look.state.place.via_ssh => Phrase::new("callback-ssh"),
        Standing::Asked | Standing::Up => Phrase::new("callback-here"),
    };
    with_port(phrase, waiting)
}

fn failed(waiting: &Waiting, trouble: &ListenTrouble) -> Phrase {
    let phrase = match trouble {
        ListenTrouble::Busy => Phrase::new("callback-busy"),
        ListenTrouble::Denied => Phrase::new("callback-denied"),
        ListenTrouble::Other(text) => {
            Phrase::new("callback-failed").with("text", clean::line(text).into_owned())
        }
    };
    with_port(phrase, waiting)
}

fn with_port(phrase: Phrase, waiting: &Waiting) -> Phrase {
    phrase.with("port", waiting.at.port.to_string())
}

/// The box about the tunnel.
pub(super) fn sections(look: &Look, room: Room) -> Vec<Section> {
    let Some(waiting) = &look.state.callback.waiting else {
        return Vec::new();
    };
    let place = &look.state.place;
    let about = |id| look.phrase(&with_port(Phrase::new(id), waiting));
    let how = if place.via_ssh {
        about("tunnel-where-ssh")
    } else {
        about("tunnel-where-here")
    };
    let names = if place.door.is_known() {
        look.get("tunnel-names")
    } else {
        look.get("tunnel-placeholders")
    };
    let stands = match &waiting.standing {
        Standing::Failed(trouble) => look.phrase(&failed(waiting, trouble)),
        Standing::Asked | Standing::Up if waiting.reached => about("tunnel-works"),
        Standing::Asked | Standing::Up => about("tunnel-waiting"),
    };
    let mut all = vec![
        look.heading(&look.get("tunnel-title"), room),
        look.text(&how, Keep::Fields, room),
        Section::new(Keep::Always, command(look, waiting, room)),
        look.text(&names, Keep::Text, room),
    ];
    if waiting.at.tls {
        all.push(look.text(&look.get("tunnel-certificate"), Keep::Text, room));
    }
    all.push(look.text(&stands, Keep::Fields, room));
    all
}

/// The line whole where it fits; else in parts that a shell puts together again.
fn command(look: &Look, waiting: &Waiting, room: Room) -> Vec<Row> {
    let style = look.style(Role::Link);
    let line = look.state.place.door.line(&waiting.at);
    let columns = u16::try_from(line.len()).unwrap_or(u16::MAX);
    if columns <= room.width {
        return vec![Row::of(line, style)];
    }
    let parts = look.state.place.door.parts(&waiting.at);
    let last = parts.len().saturating_sub(1);
    let mut rows = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let end = if index == last { "" } else { " \\" };
        rows.push(Row::of(format!("{part}{end}"), style));
    }
    rows
}
