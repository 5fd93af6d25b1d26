//! The browser of a person: the real Chromium, driven over the `WebDriver` protocol.
//!
//! Start with [`Chromium::start`], or with [`Options`] for more. [`Chromium::until`] waits for a
//! condition and shows the page when it never comes true. Nothing that the browser asks for can
//! leave this machine, and it is gone, with its children and its files, when the test ends.

mod driver;
mod journey;
mod log;
mod site;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use driver::Driver;
pub(crate) use log::Sent;
pub(crate) use site::Site;

/// How long a page may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(45);
/// How the protocol calls a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// What sort of browser is started.
#[derive(Debug, Default)]
pub(crate) struct Options {
    insecure: bool,
    languages: Option<String>,
    without_scripts: bool,
    hosts: Vec<(String, String)>,
}

impl Options {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Takes any certificate without a word. Without it the browser shows its warning, which
    /// [`Chromium::proceed`] clicks through.
    pub(crate) fn accept_insecure_certificates(mut self) -> Self {
        self.insecure = true;
        self
    }

    /// The languages of the person, best first: `ko,en`.
    pub(crate) fn languages(mut self, languages: &str) -> Self {
        self.languages = Some(languages.to_owned());
        self
    }

    /// Pages run no scripts.
    pub(crate) fn without_scripts(mut self) -> Self {
        self.without_scripts = true;
        self
    }

    /// A name, with its port, that leads to an address on loopback: `my.site.test:443` to
    /// `127.0.0.1:8443`.
    pub(crate) fn host(mut self, name: &str, address: &str) -> Self {
        assert!(address.starts_with("127.0.0.1:"), "{address}");
        self.hosts.push((name.to_owned(), address.to_owned()));
        self
    }

    pub(crate) fn start(self) -> Chromium {
        // Not even a name is looked up elsewhere.
        let rules: Vec<String> = self
            .hosts
            .iter()
            .map(|(name, address)| format!("MAP {name} {address}"))
            .chain([
                "MAP * ~NOTFOUND".to_owned(),
                "EXCLUDE localhost".to_owned(),
                "EXCLUDE 127.0.0.1".to_owned(),
            ])
            .collect();
        let dir = tempfile::tempdir().unwrap();
        let profile = dir.path().join("profile");
        let args = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--no-proxy-server",
            "--window-size=1000,800",
            &format!("--host-resolver-rules={}", rules.join(" , ")),
            &format!("--user-data-dir={}", profile.display()),
        ];
        let languages = self.languages.as_deref().unwrap_or("en-US,en");
        let mut prefs = json!({ "intl.accept_languages": languages });
        if self.without_scripts {
            prefs["profile.default_content_setting_values.javascript"] = json!(2);
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome",
            "acceptInsecureCerts": self.insecure,
            "goog:chromeOptions": { "args": args, "prefs": prefs },
            "goog:loggingPrefs": { "performance": "ALL" },
        }}});
        let driver = Driver::start(dir.path());
        let begun = driver.post("/session", &wanted).expect("a browser");
        let session = begun["sessionId"].as_str().expect("a session").to_owned();
        Chromium {
            driver,
            session,
            _dir: dir,
        }
    }
}

/// A running browser with one window.
#[derive(Debug)]
pub(crate) struct Chromium {
    driver: Driver,
    session: String,
    // Removed after the driver has ended what writes there.
    _dir: TempDir,
}

impl Chromium {
    /// A browser as it comes.
    pub(crate) fn start() -> Self {
        Options::new().start()
    }

    /// Opens an address; one that does not load, such as a redirect URI where nobody listens, is
    /// the test's business, see [`Self::url`].
    pub(crate) fn open(&self, url: &str) {
        let opened = self.post("/url", &json!({ "url": url }));
        if let Err(fault) = opened {
            assert!(fault.message.contains("net::ERR_"), "{fault:?}");
        }
    }

    /// What the address bar holds.
    pub(crate) fn url(&self) -> String {
        self.ask("/url")
    }

    pub(crate) fn source(&self) -> String {
        self.ask("/source")
    }

    /// Waits until the address bar holds a text, and gives the whole address.
    pub(crate) fn lands_on(&self, part: &str) -> String {
        self.until(&format!("the address holds {part}"), |browser| {
            Some(browser.url()).filter(|url| url.contains(part))
        })
    }

    /// Waits until there is an answer.
    pub(crate) fn until<T>(&self, what: &str, mut ready: impl FnMut(&Self) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(answer) = ready(self) {
                return answer;
            }
            assert!(
                Instant::now() < end,
                "never: {what}\n{}\n{}",
                self.url(),
                self.source()
            );
        }
    }

    /// Waits until an element is there, and clicks on it.
    pub(crate) fn click(&self, css: &str) {
        self.act(css, "/click", &json!({}));
    }

    /// Waits until an element is there, and types into it.
    pub(crate) fn type_into(&self, css: &str, text: &str) {
        self.act(css, "/value", &json!({ "text": text }));
    }

    /// The text of an element as a person sees it; of the first, when there are more.
    pub(crate) fn text(&self, css: &str) -> String {
        self.until(&format!("{css} is there"), |browser| {
            let element = browser.find(css)?;
            let text = browser.get(&format!("/element/{element}/text")).ok()?;
            text.as_str().map(str::to_owned)
        })
    }

    /// Waits until an element holds a text.
    pub(crate) fn sees(&self, css: &str, part: &str) -> String {
        self.until(&format!("{css} says {part:?}"), |browser| {
            Some(browser.text(css)).filter(|text| text.contains(part))
        })
    }

    /// The value of a body of a function in the page: `return document.title`.
    pub(crate) fn execute(&self, script: &str, args: &[Value]) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": args }))
            .unwrap_or_else(|fault| panic!("{script}: {fault:?}"))
    }

    /// Goes one page back.
    pub(crate) fn back(&self) {
        self.post("/back", &json!({})).expect("the way back");
    }

    /// Lets the page that is open read and write the clipboard.
    pub(crate) fn allow_the_clipboard(&self) {
        for name in ["clipboard-read", "clipboard-write"] {
            let asked = json!({ "descriptor": { "name": name }, "state": "granted" });
            self.post("/permissions", &asked).expect("a permission");
        }
    }

    /// A command of the developer tools' protocol.
    pub(crate) fn tool(&self, command: &str, params: &Value) -> Value {
        self.post(
            "/goog/cdp/execute",
            &json!({ "cmd": command, "params": params }),
        )
        .unwrap_or_else(|fault| panic!("{command}: {fault:?}"))
    }

    /// Waits for the warning about a certificate and goes on to the page, as a person does.
    pub(crate) fn proceed(&self) {
        self.click("#details-button");
        self.click("#proceed-link");
    }

    /// Every request that pages made since this was asked last.
    pub(crate) fn requests(&self) -> Vec<Sent> {
        let entries = self
            .post("/se/log", &json!({ "type": "performance" }))
            .expect("the log");
        log::requests(&entries)
    }

    fn act(&self, css: &str, what: &str, body: &Value) {
        self.until(&format!("{css} can be used"), |browser| {
            let element = browser.find(css)?;
            browser
                .post(&format!("/element/{element}{what}"), body)
                .ok()
        });
    }

    fn find(&self, css: &str) -> Option<String> {
        let wanted = json!({ "using": "css selector", "value": css });
        let found = self.post("/element", &wanted).ok()?;
        found[ELEMENT].as_str().map(str::to_owned)
    }

    #[track_caller]
    fn ask(&self, what: &str) -> String {
        let value = self.get(what).unwrap_or_else(|fault| panic!("{fault:?}"));
        value.as_str().unwrap_or_default().to_owned()
    }

    fn get(&self, what: &str) -> Result<Value, driver::Fault> {
        self.driver.get(&self.at(what))
    }

    fn post(&self, what: &str, body: &Value) -> Result<Value, driver::Fault> {
        self.driver.post(&self.at(what), body)
    }

    fn at(&self, what: &str) -> String {
        format!("/session/{}{what}", self.session)
    }
}
