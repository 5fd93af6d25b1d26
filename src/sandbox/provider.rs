//! One request in, one answer out: the whole practice provider without a socket.

mod striking;

use super::answer::{Answer, Ask, Method};
use super::authorize::{self, No};
use super::faults::{Call, Faults};
use super::identifiers::Dice;
use super::refusal::{self, Refusal};
use super::token::{self, Setting};
use super::world::{Sought, World};
use super::{Options, Shape, control, dashboard, graph, html};

/// The provider between two requests.
#[derive(Clone, Debug)]
pub(super) struct Provider {
    pub(super) world: World,
    pub(super) faults: Faults,
    shape: Shape,
    auto_approve: bool,
}

/// What a request happens in: the practice clock and the randomness.
pub(super) struct Moment<'a> {
    /// The machine's seconds since 1970.
    pub(super) machine: i64,
    pub(super) dice: &'a mut Dice,
}

/// Who sits in front of the authorize page.
enum Browser {
    /// Somebody who reads the page and presses a button.
    Person,
    /// Nobody: whoever may sign in does.
    Tester,
    /// A played person with this account.
    Account(String),
}

impl Provider {
    pub(super) fn new(world: World, options: Options) -> Self {
        Self {
            world,
            faults: Faults::new(options.faults),
            shape: options.shape,
            auto_approve: options.auto_approve,
        }
    }

    /// The practice clock.
    pub(super) fn now(&self, machine: i64) -> i64 {
        machine.saturating_add(self.world.clock_offset)
    }

    /// Answers one request.
    pub(super) fn answer(&mut self, ask: &Ask, moment: &mut Moment<'_>) -> Answer {
        if ask.method == Method::Other {
            // Also HEAD: a link preview must neither count as a call nor use up a fault.
            return Answer::new(405, "text/plain; charset=utf-8", "Method not allowed")
                .with("Allow", "GET, POST");
        }
        let path = match ask.path.strip_suffix('/') {
            Some("") | None => ask.path.as_str(),
            Some(path) => path,
        };
        match path {
            "/oauth/authorize" => match ask.method {
                Method::Post => self.decide(ask, moment),
                Method::Get | Method::Other => {
                    let browser = if self.auto_approve {
                        Browser::Tester
                    } else {
                        Browser::Person
                    };
                    self.authorize(ask, &browser, moment)
                }
            },
            "/oauth/access_token" => self.call(Call::Exchange, ask, moment),
            "/access_token" => self.call(Call::LongLived, ask, moment),
            "/refresh_access_token" => self.call(Call::Refresh, ask, moment),
            _ if path.starts_with("/sandbox/") => control::answer(self, path, ask, moment),
            // A help page's number, not an account's.
            _ if graph::node(path).is_some() && path != dashboard::HELP => {
                self.call(Call::Me, ask, moment)
            }
            _ => {
                let now = self.now(moment.machine);
                dashboard::answer(&mut self.world, path, ask, now, moment.dice)
            }
        }
    }

    /// A call that programs make: counted, struck by faults, answered.
    fn call(&mut self, call: Call, ask: &Ask, moment: &mut Moment<'_>) -> Answer {
        self.world.calls.count(call);
        let struck = self.faults.strike(call);
        if let Some(answer) = struck.and_then(|fault| self.instead(fault, call, moment)) {
            return answer;
        }
        let now = self.now(moment.machine);
        let mut setting = Setting {
            world: &mut self.world,
            dice: moment.dice,
            now,
            shape: self.shape,
        };
        let answer = match call {
            Call::Exchange => token::exchange(&mut setting, ask),
            Call::LongLived => token::long_lived(&mut setting, ask),
            Call::Refresh => token::refresh(&mut setting, ask),
            Call::Me | Call::Authorize => {
                graph::answer(&mut setting, ask, graph::node(&ask.path).unwrap_or("me"))
            }
        };
        match struck {
            Some(fault) => striking::altered(fault, answer),
            None => answer,
        }
    }

    /// The authorize link opened in a browser.
    fn authorize(&mut self, ask: &Ask, browser: &Browser, moment: &mut Moment<'_>) -> Answer {
        self.world.calls.count(Call::Authorize);
        let struck = self.faults.strike(Call::Authorize);
        let checked = authorize::check(&self.world, &ask.query);
        if let Some(fault) = struck
            && let Some(no) = self.authorize_fault(fault, checked.as_ref().ok(), moment)
        {
            return no;
        }
        let now = self.now(moment.machine);
        let answer = match checked {
            Err(no) => no_answer(no),
            Ok(sought) => match browser {
                Browser::Person => self.consent_page(sought, now, moment.dice),
                Browser::Tester => {
                    let username = self.willing_account(&sought);
                    self.allow(&sought, &username, now, moment.dice)
                }
                Browser::Account(username) => self.allow(&sought, username, now, moment.dice),
            },
        };
        match struck {
            Some(fault) => striking::altered(fault, answer),
            None => answer,
        }
    }

    /// What a person pressing Allow in a browser ends up with, for the person who is played.
    pub(super) fn play_authorize(
        &mut self,
        ask: &Ask,
        username: &str,
        moment: &mut Moment<'_>,
    ) -> Answer {
        self.authorize(ask, &Browser::Account(username.to_owned()), moment)
    }

    /// Who signs in when nobody is asked: the account in the browser if it may, else one that may.
    fn willing_account(&self, sought: &Sought) -> String {
        let signed_in = &self.world.signed_in;
        self.world
            .app(&sought.app_id)
            .filter(|app| !app.has_accepted_tester(signed_in))
            .and_then(|app| app.roles.iter().find(|role| role.is_accepted_tester()))
            .map_or_else(|| signed_in.clone(), |role| role.username.clone())
    }

    fn allow(&mut self, sought: &Sought, username: &str, now: i64, dice: &mut Dice) -> Answer {
        match authorize::allow(&mut self.world, sought, username, now, dice) {
            Ok(location) => Answer::redirect(302, location),
            Err(no) => no_answer(no),
        }
    }

    fn consent_page(&mut self, sought: Sought, now: i64, dice: &mut Dice) -> Answer {
        let app = self
            .world
            .app(&sought.app_id)
            .map(|app| app.display_name.clone());
        let scopes = sought.scopes.clone();
        let token = self.world.open_consent(sought, now, dice);
        let usernames: Vec<&str> = self
            .world
            .accounts
            .iter()
            .map(|account| account.username.as_str())
            .collect();
        let page = html::consent(&html::Consent {
            app: &app.unwrap_or_default(),
            scopes: &scopes,
            usernames: &usernames,
            signed_in: &self.world.signed_in,
            token: &token,
        });
        Answer::html(200, page)
    }

    /// Allow or Cancel on the consent page.
    fn decide(&mut self, ask: &Ask, moment: &mut Moment<'_>) -> Answer {
        let now = self.now(moment.machine);
        let token = ask.form.get("consent").unwrap_or_default();
        let Some(sought) = self.world.take_consent(token, now) else {
            let text = "This page was answered already or is too old. Open the link again.";
            return Answer::html(400, html::notice(text));
        };
        match ask.form.get("decision") {
            Some("allow") => {
                let username = ask
                    .form
                    .get("username")
                    .unwrap_or(&self.world.signed_in)
                    .to_owned();
                self.allow(&sought, &username, now, moment.dice)
            }
            _ => Answer::redirect(302, authorize::cancel(&sought)),
        }
    }

    /// The answer a fault gives in place of the real one, if it is of that sort.
    fn instead(&self, fault: super::Fault, call: Call, moment: &mut Moment<'_>) -> Option<Answer> {
        let now = self.now(moment.machine);
        striking::instead(fault, now).map(|struck| match struck {
            striking::Struck::Answer(answer) => answer,
            striking::Struck::Refusal(refusal) => {
                let body = match call {
                    Call::Exchange => refusal.token_host(),
                    Call::Authorize | Call::LongLived | Call::Refresh | Call::Me => {
                        refusal.graph_host(moment.dice)
                    }
                };
                striking::with_usage(&refusal, Answer::json(refusal.status, &body))
            }
        })
    }

    fn authorize_fault(
        &self,
        fault: super::Fault,
        sought: Option<&Sought>,
        moment: &Moment<'_>,
    ) -> Option<Answer> {
        use super::faults::Effect;
        if let Some(sought) = sought {
            if matches!(fault.effect(), Effect::Cancelled) {
                return Some(Answer::redirect(302, authorize::cancel(sought)));
            }
            if matches!(fault.effect(), Effect::Scope) {
                return Some(no_answer(authorize::invalid_scopes(
                    sought,
                    &sought.scopes.join(", "),
                )));
            }
        }
        striking::instead(fault, self.now(moment.machine)).map(|struck| match struck {
            striking::Struck::Answer(answer) => answer,
            striking::Struck::Refusal(refusal) => page_refusal(&refusal),
        })
    }
}

/// A refusal as the authorize page words it.
fn page_refusal(refusal: &Refusal) -> Answer {
    let bare = [refusal::INVALID_PLATFORM_APP, refusal::INVALID_REDIRECT];
    let text = if bare.contains(refusal) {
        format!(
            "Invalid Request: Request parameters are invalid: {}",
            refusal.text
        )
    } else {
        refusal.text.clone().into_owned()
    };
    Answer::html(refusal.status, html::error_page(&text))
}

fn no_answer(no: No) -> Answer {
    match no {
        No::Page(text) => Answer::html(400, html::error_page(&text)),
        No::Json(refusal) => Answer::json(refusal.status, &refusal.token_host()),
        No::Back(location) => Answer::redirect(302, location),
    }
}
