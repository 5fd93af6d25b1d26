//! Web addresses: where a browser landed, the dashboard's Embed URL, pages of the dashboard.

use url::Url;

use super::outcome::{self, Found};
use super::{Embed, Known, PasteTrouble, Pasted, Recognised, StateCheck, bare, mistake};
use crate::clean;
use crate::oauth::percent::{self, Plus};
use crate::oauth::query::{self, Params};

/// Hosts that authorize links of Instagram have or had.
const AUTHORIZE_HOSTS: [&str; 2] = ["www.instagram.com", "api.instagram.com"];
const DASHBOARD_HOST: &str = "developers.facebook.com";

/// What one address is; `None` when it is nothing of ours.
pub(super) fn read(address: &str, known: &Known<'_>) -> Option<Found> {
    let url = Url::parse(address).ok()?;
    let tail = address
        .find(['?', '#'])
        .and_then(|start| address.get(start..))
        .unwrap_or_default();
    // The link itself is never its answer, whatever a joined line may have put at its end.
    if is_authorize(&url, known) && query::of_address(address).any(|(key, _)| key == "client_id") {
        return Some(embed(address, &url, known));
    }
    let params = Params::read(tail);
    if params.answered() {
        return Some(redirect(&url, &params, known));
    }
    if let Some(found) = bare::token_parameter(&params, known) {
        return Some(found);
    }
    if is_authorize(&url, known) {
        return Some(embed(address, &url, known));
    }
    if let Some(found) = dashboard(&url, known) {
        return Some(found);
    }
    is_redirect_uri(&url, known).then(|| redirect(&url, &params, known))
}

fn redirect(url: &Url, params: &Params<'_>, known: &Known<'_>) -> Found {
    let found = outcome::of_params(Recognised::RedirectUrl, params, known);
    let expected = known.redirect_uri.and_then(|uri| Url::parse(uri).ok());
    let elsewhere = expected.is_some_and(|expected| expected.host() != url.host());
    found.map(|mut pasted| {
        if elsewhere && pasted.state != StateCheck::Match && pasted.trouble.is_none() {
            pasted.trouble = Some(PasteTrouble::OtherRedirect);
        }
        pasted
    })
}

/// Whether this is the redirect URI itself, without an answer in it.
fn is_redirect_uri(url: &Url, known: &Known<'_>) -> bool {
    let base = |url: &Url| {
        let port = url.port_or_known_default();
        (
            url.scheme().to_owned(),
            url.host_str().map(str::to_owned),
            port,
            url.path().to_owned(),
        )
    };
    let expected = known.redirect_uri.and_then(|uri| Url::parse(uri).ok());
    expected.is_some_and(|expected| base(&expected) == base(url))
}

fn is_authorize(url: &Url, known: &Known<'_>) -> bool {
    let path = url.path();
    let own = known.api.authorize.url.path();
    (own.len() > 1 && path.trim_end_matches('/') == own.trim_end_matches('/'))
        || path.contains("/oauth/authorize")
        || path.contains("/dialog/oauth")
}

fn is_known_host(url: &Url, known: &Known<'_>) -> bool {
    let place = |url: &Url| {
        url.host_str()
            .map(|host| (host.to_owned(), url.port_or_known_default()))
    };
    let here = place(url);
    url.host_str()
        .is_some_and(|host| AUTHORIZE_HOSTS.contains(&host))
        || here == place(&known.api.authorize.url)
        || known.practice_base.is_some_and(|base| here == place(base))
}

fn embed(address: &str, url: &Url, known: &Known<'_>) -> Found {
    if !is_known_host(url, known) {
        let host = clean::short_line(url.host_str().unwrap_or_default(), 100);
        return Found::new(25, Pasted::unknown(Some(PasteTrouble::ForeignHost(host))));
    }
    let blank = Pasted::of(Recognised::EmbedUrl, StateCheck::NotNeeded);
    match embed_of(address) {
        Ok(embed) => Found::new(
            56,
            Pasted {
                embed: Some(embed),
                ..blank
            },
        ),
        Err(trouble) => Found::new(
            54,
            Pasted {
                trouble: Some(trouble),
                ..blank
            },
        ),
    }
}

fn embed_of(address: &str) -> Result<Embed, PasteTrouble> {
    let value = |wanted: &str| query::of_address(address).find(|(key, _)| *key == wanted);
    let required = |name: &'static str| {
        let text = value(name).map(|(_, value)| percent::decode(value, Plus::Literal));
        let text = text.ok_or(PasteTrouble::HalfEmbed(name))?;
        if let Some(placeholder) = mistake::placeholder(&text) {
            return Err(PasteTrouble::Placeholder(placeholder));
        }
        // What cannot be shown as it is cannot be kept either.
        let fits = !text.trim().is_empty() && !clean::has_control(&text);
        if fits {
            Ok(text)
        } else {
            Err(PasteTrouble::HalfEmbed(name))
        }
    };
    let scopes = value("scope").map(|(_, value)| percent::decode(value, Plus::Space));
    Ok(Embed {
        app_id: required("client_id")?,
        redirect_uri: required("redirect_uri")?,
        scopes: scopes
            .unwrap_or_default()
            .split([',', ' '])
            .filter(|scope| !scope.is_empty() && !clean::has_control(scope))
            .map(str::to_owned)
            .collect(),
    })
}

fn dashboard(url: &Url, known: &Known<'_>) -> Option<Found> {
    let practice = known
        .practice_base
        .is_some_and(|base| base.origin() == url.origin());
    if url.host_str() != Some(DASHBOARD_HOST) && !practice {
        return None;
    }
    let mut segments = url
        .path_segments()?
        .skip_while(|segment| *segment != "apps");
    let id = segments.nth(1).filter(|id| bare::is_app_id(id))?;
    let blank = Pasted::of(Recognised::DashboardPage, StateCheck::NotNeeded);
    Some(Found::new(
        22,
        Pasted {
            meta_app_id: Some(id.to_owned()),
            ..blank
        },
    ))
}
