//! From a code, a pasted token or an old token to a saved, verified one: the run.
//!
//! Every stage waits for one answer. A token is on disk before the next stage begins, and the one
//! that serves is replaced only by one that answered `/me`; only then it is handed on. Start with [`begin`], then [`stage`].

mod again;
mod answers;
mod begin;
mod deliver;
mod outcome;
mod secret;
mod stage;

pub(super) use again::{is_unsaved, retry, send_again, stop_waiting};
pub(super) use begin::{
    begin_with_code, begin_with_pending, begin_with_token, can_refresh, drop_tasks, refresh,
};
pub(super) use deliver::{begin_with_owed, delivered, is_owed};
pub(super) use outcome::answered;
pub(super) use secret::{give_up_secret, secret_read, secret_typed};
pub(super) use stage::saved;
