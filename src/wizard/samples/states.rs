//! The samples: one function a state.

use crate::oauth::Reason;
use crate::secret::Secret;

use super::super::event::Action;
use super::super::keymap::Key;
use super::super::state::Goal;
use super::{
    APP_ID, CODE, DASHBOARD, Desk, LONG_ANSWER, ME_ANSWER, REDIRECT, SHORT, SHORT_ANSWER, STATE,
    finished, nothing_yet, practising, provider, set_up, token,
};
use crate::wizard::saved::{Deliver, SignIn, TokenKind};
use crate::wizard::state::{LineStatus, RunLine, RunStep};

/// The address that a browser lands on after Allow.
pub(crate) fn landing() -> String {
    format!("{REDIRECT}?code={CODE}&state={STATE}#_")
}

/// The authorize step with its link.
pub(crate) fn waiting_desk() -> Desk {
    let mut desk = Desk::at(set_up());
    desk.opens("authorize");
    desk
}

/// A code was accepted and is on disk; the proof that files can be written is asked for.
pub(crate) fn proving_desk() -> Desk {
    let mut desk = waiting_desk();
    desk.paste(&landing());
    desk.press(Key::Enter);
    desk.saved();
    desk
}

/// The code was sent.
pub(crate) fn exchanging_desk() -> Desk {
    let mut desk = proving_desk();
    desk.saved();
    desk.saved();
    desk
}

/// The short-lived token is on disk and the long-lived one asked for.
pub(crate) fn long_living_desk() -> Desk {
    let mut desk = exchanging_desk();
    desk.answer(200, SHORT_ANSWER);
    desk.saved();
    desk
}

/// The long-lived token is on disk and `/me` asked.
pub(crate) fn verifying_desk() -> Desk {
    let mut desk = long_living_desk();
    desk.answer(200, LONG_ANSWER);
    desk.saved();
    desk
}

/// The verified token is being written.
pub(crate) fn saving_desk() -> Desk {
    let mut desk = verifying_desk();
    desk.answer(200, ME_ANSWER);
    desk
}

/// A new token is in its place and on its way to the first of two targets.
pub(crate) fn delivering_desk() -> Desk {
    let mut desk = owed();
    desk.saved();
    desk.saved();
    desk
}

fn owed() -> Desk {
    let mut desk = verifying_desk();
    desk.state.profile.deliver = targets();
    if let Some(run) = &mut desk.state.run {
        run.lines.push(RunLine {
            what: RunStep::Deliver,
            status: LineStatus::Waiting,
        });
    }
    desk.answer(200, ME_ANSWER);
    desk
}

/// A dotenv file and a command.
pub(crate) fn targets() -> Vec<Deliver> {
    vec![
        Deliver::Dotenv {
            path: "/srv/site/.env".to_owned(),
            key: "INSTAGRAM_ACCESS_TOKEN".to_owned(),
        },
        Deliver::Command(vec!["vault".to_owned(), "kv".to_owned()]),
    ]
}

/// A code waits for a secret that is not kept.
pub(crate) fn ask_secret_desk() -> Desk {
    let mut begin = set_up();
    begin.profile.app_secret = None;
    let mut desk = Desk::at(begin);
    desk.opens("authorize");
    desk.paste(&landing());
    desk.press(Key::Enter);
    desk.saved();
    desk
}

/// A finished profile whose token is being refreshed.
pub(crate) fn refreshing_desk() -> Desk {
    let mut desk = Desk::at(finished(10));
    desk.refreshes();
    desk.saved();
    desk
}

/// The credentials step of a profile that has none.
pub(crate) fn credentials_desk() -> Desk {
    let mut desk = Desk::at(nothing_yet());
    desk.opens("app-credentials");
    desk
}

fn credentials_warned() -> Desk {
    let mut desk = credentials_desk();
    desk.types("99o602");
    desk.press(Key::Enter);
    desk
}

fn keep_secret() -> Desk {
    let mut desk = credentials_desk();
    desk.types(APP_ID);
    desk.press(Key::Enter);
    desk.paste(super::APP_SECRET);
    desk.press(Key::Enter);
    desk
}

fn form_saving() -> Desk {
    let mut desk = keep_secret();
    desk.press(Key::Enter);
    desk
}

fn at(id: &str) -> Desk {
    let mut desk = Desk::at(set_up());
    desk.opens(id);
    desk
}

fn browsed_exchange() -> Desk {
    let mut desk = waiting_desk();
    desk.does(Action::Next);
    desk
}

fn browsed_verify() -> Desk {
    let mut desk = waiting_desk();
    desk.does(Action::Next);
    desk.does(Action::Next);
    desk
}

fn not_ready() -> Desk {
    let mut desk = Desk::at(nothing_yet());
    desk.opens("authorize");
    desk
}

fn with_box(text: &str) -> Desk {
    let mut desk = waiting_desk();
    desk.paste(text);
    desk
}

fn confirm_code() -> Desk {
    let mut desk = waiting_desk();
    desk.paste(CODE);
    desk.press(Key::Enter);
    desk
}

fn code_saving() -> Desk {
    let mut desk = waiting_desk();
    desk.paste(&landing());
    desk.press(Key::Enter);
    desk
}

fn pressed(mut desk: Desk, keys: &[Key]) -> Desk {
    for key in keys {
        desk.press(*key);
    }
    desk
}

fn symptom() -> Desk {
    let mut desk = waiting_desk();
    desk.press(Key::Char('e'));
    desk.types("platform");
    desk.press(Key::Enter);
    desk
}

fn trouble_without_match() -> Desk {
    let mut desk = waiting_desk();
    desk.press(Key::Char('e'));
    desk.types("zzzz");
    desk
}

fn paste_over_step() -> Desk {
    let mut desk = Desk::at(set_up());
    desk.opens("accept-invite");
    desk.press(Key::Char('p'));
    desk
}

fn dashboard_token() -> Desk {
    let mut desk = Desk::at(set_up());
    desk.opens("accept-invite");
    desk.paste(DASHBOARD);
    desk
}

fn ask_secret_typed() -> Desk {
    let mut desk = ask_secret_desk();
    desk.paste(super::APP_SECRET);
    desk
}

fn retrying() -> Desk {
    let mut desk = long_living_desk();
    desk.unreachable(Reason::Timeout, true);
    desk
}

fn role_missing() -> Desk {
    let mut desk = long_living_desk();
    desk.answer(400, super::ROLE_MISSING);
    desk
}

fn cannot_save() -> Desk {
    let mut desk = exchanging_desk();
    desk.answer(200, SHORT_ANSWER);
    desk.not_saved();
    desk
}

fn unreachable() -> Desk {
    let mut desk = verifying_desk();
    desk.unreachable(Reason::Tls, false);
    desk
}

fn leaving() -> Desk {
    let mut desk = exchanging_desk();
    desk.press(Key::Ctrl('c'));
    desk
}

fn done() -> Desk {
    let mut desk = saving_desk();
    desk.saved();
    desk.saved();
    desk
}

fn too_young() -> Desk {
    let mut desk = Desk::at(finished(0));
    desk.does(Action::Refresh);
    desk
}

/// The code was sent by a program that ended before its answer came.
pub(crate) fn code_may_be_spent_desk() -> Desk {
    let mut begin = set_up();
    let mut progress = waiting_desk().state.progress;
    progress.sign_in = Some(SignIn {
        code: Some(Secret::new(CODE)),
        code_sent: true,
        ..progress.sign_in.unwrap()
    });
    begin.progress = Some(progress);
    Desk::at(begin)
}

fn expired_pending() -> Desk {
    let mut begin = set_up();
    begin.profile.pending_token = Some(token(SHORT, TokenKind::ShortLived, 1));
    Desk::at(begin)
}

fn retired() -> Desk {
    let mut begin = nothing_yet();
    begin.provider = provider("basic-display");
    Desk::at(begin)
}

fn practice(id: &str) -> Desk {
    let mut desk = Desk::at(practising(set_up()));
    desk.opens(id);
    desk
}

fn paste_goal() -> Desk {
    let mut begin = set_up();
    begin.progress = Some(waiting_desk().state.progress);
    begin.goal = Goal::Paste;
    Desk::at(begin)
}

fn all_ticked_without_token() -> Desk {
    let mut begin = set_up();
    begin.progress = Some(done().state.progress);
    Desk::at(begin)
}

/// A name and how to get there.
type Sample = (&'static str, fn() -> Desk);

/// Every sample by its name.
pub(super) const SAMPLES: &[Sample] = &[
    ("first step", || Desk::at(nothing_yet())),
    ("create-app", || at("create-app")),
    ("add-product", || at("add-product")),
    ("credentials", || credentials_desk()),
    ("credentials warned", credentials_warned),
    ("keep secret", keep_secret),
    ("form saving", form_saving),
    ("credentials kept", || at("app-credentials")),
    ("add-tester", || at("add-tester")),
    ("accept-invite", || at("accept-invite")),
    ("redirect-uri", || at("redirect-uri")),
    ("not ready", not_ready),
    ("waiting for the code", || waiting_desk()),
    ("box with landing", || with_box(&landing())),
    ("box with mismatch", || {
        with_box(&format!("{REDIRECT}?code={CODE}&state=other"))
    }),
    ("box with code", || with_box(CODE)),
    ("confirm code", confirm_code),
    ("code saving", code_saving),
    ("bare link", || pressed(waiting_desk(), &[Key::Char('u')])),
    ("qr", || pressed(waiting_desk(), &[Key::Char('r')])),
    ("qr bare", || {
        pressed(waiting_desk(), &[Key::Char('r'), Key::Char('r')])
    }),
    ("qr of a step", || {
        pressed(at("add-product"), &[Key::Char('r')])
    }),
    ("help", || pressed(waiting_desk(), &[Key::Char('?')])),
    ("trouble", || pressed(waiting_desk(), &[Key::Char('e')])),
    ("trouble without match", trouble_without_match),
    ("symptom", symptom),
    ("paste over step", paste_over_step),
    ("dashboard token", dashboard_token),
    ("exchange", browsed_exchange),
    ("verify", browsed_verify),
    ("ask secret", || ask_secret_desk()),
    ("ask secret typed", ask_secret_typed),
    ("proving", || proving_desk()),
    ("exchanging", || exchanging_desk()),
    ("long-lived call", || long_living_desk()),
    ("retrying", retrying),
    ("verifying", || verifying_desk()),
    ("saving", || saving_desk()),
    ("owed", owed),
    ("delivering", || delivering_desk()),
    ("leaving", leaving),
    ("done", done),
    ("role missing", role_missing),
    ("cannot save", cannot_save),
    ("unreachable", unreachable),
    ("code may be spent", || code_may_be_spent_desk()),
    ("expired pending", expired_pending),
    ("overview", || Desk::at(finished(10))),
    ("overview expiring", || Desk::at(finished(50))),
    ("overview expired", || Desk::at(finished(61))),
    ("refreshing", || refreshing_desk()),
    ("too young", too_young),
    ("all ticked without token", all_ticked_without_token),
    ("retired", retired),
    ("practice create-app", || practice("create-app")),
    ("practice credentials", || practice("app-credentials")),
    ("practice authorize", || practice("authorize")),
    ("paste goal", paste_goal),
];
