//! Short questions that take the place of the screen: paste, confirm, secret, retired, bare link.

use crate::clean;
use crate::text::Phrase;
use crate::wizard::field::Editor;

use super::row::{Keep, Section};
use super::{Look, Room, authorize, fields};

/// The box that takes anything.
pub(super) fn paste(look: &Look, room: Room) -> Vec<Section> {
    vec![
        look.heading(&look.get("screen-paste-title"), room),
        look.text(&look.get("screen-paste-text"), Keep::Text, room),
        look.text(&look.get("screen-paste-safe"), Keep::Notes, room),
        Section::new(Keep::Always, authorize::box_rows(look, room.width)),
    ]
}

/// Is this bare code the person's own?
pub(super) fn confirm(look: &Look, room: Room) -> Vec<Section> {
    vec![
        look.heading(&look.get("screen-confirm-title"), room),
        look.text(&look.get("screen-confirm-text"), Keep::Text, room),
        look.text(&look.get("screen-confirm-keys"), Keep::Fields, room),
    ]
}

/// The app secret, asked for when it is needed.
pub(super) fn secret(look: &Look, editor: &Editor, room: Room) -> Vec<Section> {
    let line = fields::typed(look, editor, true, room.width);
    vec![
        look.heading(&look.get("screen-secret-title"), room),
        look.text(&look.get("screen-secret-text"), Keep::Text, room),
        Section::new(Keep::Always, vec![line]),
    ]
}

/// The provider was switched off: its own words, and what to take instead.
pub(super) fn retired(look: &Look, room: Room) -> Vec<Section> {
    let provider = &look.state.provider;
    let Some(retired) = &provider.retired else {
        return Vec::new();
    };
    let title = Phrase::new("screen-retired-title").with("name", look.words(&provider.name));
    let date = clean::line(&retired.since);
    let since = Phrase::new("screen-retired-since").with("date", date.as_ref());
    let instead = clean::line(&retired.instead);
    let offer = Phrase::new("screen-retired-offer").with("instead", instead.as_ref());
    vec![
        look.heading(&look.phrase(&title), room),
        look.text(&look.words(&retired.say), Keep::Text, room),
        look.text(&look.phrase(&since), Keep::Notes, room),
        look.text(&look.phrase(&offer), Keep::Fields, room),
    ]
}

/// What stands here while the link is on the other screen.
pub(super) fn bare_link(look: &Look, room: Room) -> Vec<Section> {
    vec![
        look.heading(&look.get("screen-bare-title"), room),
        look.text(&look.get("screen-bare-text"), Keep::Fields, room),
    ]
}
