//! The dashboard's pages, at the paths of the real deep links, so that a client only swaps the host.
//!
//! Plain forms that post back to the page they stand on.

mod app;
mod instagram;
mod overview;
mod product;
mod roles;

use super::answer::{Answer, Ask, Fields, Method};
use super::html;
use super::identifiers::Dice;
use super::world::World;

/// What a page works with.
struct Visit<'a> {
    world: &'a mut World,
    dice: &'a mut Dice,
    form: &'a Fields,
    query: &'a Fields,
    host: &'a str,
    now: i64,
}

/// What posting a form leads to.
enum Done {
    /// Back to the page it stood on, or to another.
    To(String),
    /// The same page with a message.
    Refused(String),
    /// The same page with something that is shown once.
    Shown(String),
}

/// The help page on professional accounts, at the path that it has on Instagram's help site.
pub(super) const HELP: &str = "/502981923235522";

const HEADER: &str = "<strong>Practice dashboard</strong> · nothing here is real · \
                      <a href=\"/\">all pages</a>";

/// Answers a page's path, given without a slash at its end.
pub(super) fn answer(
    world: &mut World,
    path: &str,
    ask: &Ask,
    now: i64,
    dice: &mut Dice,
) -> Answer {
    let mut visit = Visit {
        world,
        dice,
        form: &ask.form,
        query: &ask.query,
        host: &ask.host,
        now,
    };
    let Some(place) = Place::find(&mut visit, path) else {
        let body = "<p>There is no such page. <a href=\"/\">All pages</a></p>";
        return Answer::html(404, html::page(HEADER, "Not found", body));
    };
    if let Place::Moved(to) = place {
        return Answer::redirect(302, to);
    }
    if ask.method != Method::Post {
        return Answer::html(200, page(&mut visit, &place, ""));
    }
    match place.post(&mut visit) {
        Done::To(to) if to.is_empty() => Answer::redirect(303, ask.path.clone()),
        Done::To(to) => Answer::redirect(303, to),
        Done::Refused(text) => {
            let note = format!("<p class=\"note\" id=\"error\">{}</p>", html::escape(&text));
            Answer::html(400, page(&mut visit, &place, &note))
        }
        Done::Shown(shown) => Answer::html(200, page(&mut visit, &place, &shown)),
    }
}

fn page(visit: &mut Visit<'_>, place: &Place, note: &str) -> String {
    let (title, body) = place.show(visit);
    html::page(HEADER, &title, &format!("{note}{body}"))
}

/// A page of the dashboard or of the Instagram side.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Index,
    Registration,
    Apps,
    Creation,
    ManageAccess,
    Professional,
    App(String, AppPage),
    Moved(String),
}

/// A page of one app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AppPage {
    Dashboard,
    Basic,
    UseCases,
    ApiSetup,
    BasicDisplay,
    Roles,
}

impl AppPage {
    const ALL: [Self; 6] = [
        Self::Dashboard,
        Self::Basic,
        Self::UseCases,
        Self::ApiSetup,
        Self::BasicDisplay,
        Self::Roles,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Dashboard => "dashboard",
            Self::Basic => "settings/basic",
            Self::UseCases => "use_cases",
            Self::ApiSetup => "instagram-business/API-Setup",
            Self::BasicDisplay => "instagram-basic-display/basic-display",
            Self::Roles => "roles/roles",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Dashboard => "Dashboard",
            Self::Basic => "App settings > Basic",
            Self::UseCases => "Use cases",
            Self::ApiSetup => "API setup with Instagram login",
            Self::BasicDisplay => "Instagram Basic Display",
            Self::Roles => "App roles > Roles",
        }
    }

    fn link(self, meta_app_id: &str) -> String {
        format!("/apps/{meta_app_id}/{}/", self.path())
    }
}

impl Place {
    fn find(visit: &mut Visit<'_>, path: &str) -> Option<Self> {
        let place = match path {
            "/" => Self::Index,
            "/async/registration" => Self::Registration,
            "/apps" => Self::Apps,
            "/apps/creation" => Self::Creation,
            HELP => Self::Moved("/accounts/convert_to_professional_account/".to_owned()),
            "/accounts/manage_access" => Self::ManageAccess,
            "/accounts/convert_to_professional_account" => Self::Professional,
            _ => {
                let rest = path.strip_prefix("/apps/")?;
                let (id, rest) = rest
                    .split_once('/')
                    .unwrap_or((rest, AppPage::Dashboard.path()));
                let page = AppPage::ALL
                    .into_iter()
                    .find(|page| page.path().eq_ignore_ascii_case(rest))?;
                let meta_app_id = visit.world.app_by_any_id(id)?.meta_app_id.clone();
                if path == format!("/apps/{meta_app_id}/{}", page.path()) {
                    Self::App(meta_app_id, page)
                } else {
                    Self::Moved(page.link(&meta_app_id))
                }
            }
        };
        Some(place)
    }

    fn show(&self, visit: &mut Visit<'_>) -> (String, String) {
        match self {
            Self::Index | Self::Moved(_) => overview::index(visit),
            Self::Registration => overview::registration(),
            Self::Apps => overview::apps(visit),
            Self::Creation => overview::creation(visit),
            Self::ManageAccess => instagram::manage_access(visit),
            Self::Professional => instagram::professional(visit),
            Self::App(id, page) => app::show(visit, id, *page),
        }
    }

    fn post(&self, visit: &mut Visit<'_>) -> Done {
        match self {
            Self::Index => overview::post_index(visit),
            Self::Creation => overview::post_creation(visit),
            Self::ManageAccess => instagram::post_manage_access(visit),
            Self::Professional => instagram::post_professional(visit),
            Self::App(id, page) => app::post(visit, id, *page),
            Self::Registration | Self::Apps | Self::Moved(_) => {
                Done::Refused("There is nothing to save on this page.".to_owned())
            }
        }
    }
}

impl Visit<'_> {
    /// A field that must be filled, by its name on the page.
    fn need(&self, name: &str, label: &str) -> Result<String, Done> {
        self.form
            .filled(name)
            .map(str::to_owned)
            .ok_or_else(|| Done::Refused(format!("{label} is missing.")))
    }

    fn act(&self) -> &str {
        self.form.get("do").unwrap_or_default()
    }
}

fn unknown_act() -> Done {
    Done::Refused("This page has no such button.".to_owned())
}

/// Stays on the page.
fn here() -> Done {
    Done::To(String::new())
}
