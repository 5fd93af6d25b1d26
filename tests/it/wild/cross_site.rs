//! Another site's page, in a real browser, that wants the wizard to take a code of its own.

use std::net::{TcpListener, TcpStream};

use crate::chromium::{Options, Site};
use crate::pty::{Home, Pty};
use crate::pty_callback::at_authorize;

/// Every way in which a page can make a browser ask for an address.
fn page(target: &str) -> String {
    let ways = "img iframe script link object embed video prefetch fetch beacon form socket";
    let mut html = format!("<!doctype html><title>evil</title><p id=ways>{ways}</p>");
    for way in [
        "<img src='@1'>",
        "<iframe src='@2'></iframe>",
        "<script src='@3'></script>",
        "<link rel=stylesheet href='@4'>",
        "<object data='@5'></object>",
        "<embed src='@6'>",
        "<video src='@7'></video>",
        "<link rel=prefetch href='@8'>",
        "<iframe name=framed></iframe><form id=f method=post target=framed action='@9'></form>",
        "<script>document.getElementById('f').submit();
         fetch('@10', {mode: 'no-cors'}).catch(() => 0).finally(() => {
           fetch('@11', {credentials: 'include'}).catch(() => 0).finally(() => {
             navigator.sendBeacon('@12');
             document.title = 'tried';
           });
         });
         try { new WebSocket('@13'.replace('http', 'ws')); } catch {}</script>",
    ] {
        html.push_str(way);
    }
    html.replace('@', target)
}

#[test]
#[ignore = "needs Chromium and chromedriver"]
fn no_page_of_another_site_brings_the_wizard_a_code() {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let (home, mut pty): (Home, Pty) = at_authorize(&format!("http://127.0.0.1:{port}/callback"));
    pty.see(&format!("Also listening on port {port}"));
    let target = format!("http://127.0.0.1:{port}/callback?state=guessed&code=AQBevil");
    let site = Site::http(&page(&target));
    // The site has a name of its own, which is not this machine's.
    let browser = Options::new()
        .host("evil.example:80", &site.address())
        .start();
    browser.open("http://evil.example/callback");
    browser.until("everything was tried", |browser| {
        let title = browser.execute("return document.title", &[]);
        (title == "tried").then_some(())
    });
    // None of them got so far as to be read as an answer.
    assert!(
        !pty.screen().contains("not for this link"),
        "{}",
        pty.screen()
    );
    // Going there as a whole is what the provider's redirect does: there the state decides.
    browser.execute("location.href = arguments[0]", &[target.as_str().into()]);
    browser.sees("body", "not the answer that is waited for");
    pty.see("not for this link");
    assert!(!pty.written().contains("AQBevil"));
    // A name of the attacker's that leads here.
    let rebound = Options::new()
        .host("rebound.example:80", &format!("127.0.0.1:{port}"))
        .start();
    rebound.open("http://rebound.example/callback?state=guessed&code=AQBevil");
    // The browser's own page about a misdirected request.
    let refused = rebound.sees("body", "421");
    assert!(!refused.contains("waited for"), "{refused}");
    assert!(
        TcpStream::connect(("127.0.0.1", port)).is_ok(),
        "still open"
    );
    assert!(home.config_value("profiles.default", "token").is_none());
    pty.press("q").ends_with(0);
}
