use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::*;
use crate::store::paths::Choice;
use crate::wizard::ErrorKind;

/// Longer than anything here takes.
const DEADLINE: Duration = Duration::from_mins(1);

struct Bench {
    dir: tempfile::TempDir,
    desk: Desk,
    events: UnboundedReceiver<Event>,
}

fn paths(dir: &Path) -> Paths {
    Paths::under(&dir.join("c"), &dir.join("s"), &Choice::default()).unwrap()
}

fn bench() -> Bench {
    let dir = tempfile::tempdir().unwrap();
    let (send, events) = mpsc::unbounded_channel();
    let voice: Voice = |problem, lang| json!({ "id": problem.id, "lang": lang });
    let mut desk = Desk::new(paths(dir.path()), "default".to_owned(), voice, send);
    desk.hear(true);
    Bench { dir, desk, events }
}

impl Bench {
    fn place(&self) -> PathBuf {
        places::places(&paths(self.dir.path()), "default").remove(0)
    }

    async fn next(&mut self) -> (VisitId, Secret, bool) {
        let event = timeout(DEADLINE, self.events.recv()).await.unwrap();
        let Event::HandedOver {
            visit,
            text,
            own_code,
        } = event.unwrap()
        else {
            panic!("something else happened");
        };
        (visit, text, own_code)
    }

    /// Whether nothing was handed over by what is over now.
    fn heard_nothing(&mut self) -> bool {
        self.events.try_recv().is_err()
    }

    async fn connect(&self) -> UnixStream {
        let mut stream = UnixStream::connect(self.place()).await.unwrap();
        let greeting = read_line(&mut stream, LONGEST_LINE).await.unwrap();
        assert_eq!(*greeting, "{\"version\":1}");
        stream
    }

    fn hand_over(&self, text: &str, own_code: bool) -> JoinHandle<Option<Heard>> {
        let (paths, text) = (paths(self.dir.path()), Secret::new(text));
        tokio::spawn(async move { hand_over(&paths, "default", &text, "ko", own_code).await })
    }
}

fn said_nothing_more() -> Told {
    Told::Ended {
        saved: true,
        token: false,
        problem: None,
    }
}

/// Waits for the other side to hang up.
async fn hangs_up(stream: &mut UnixStream) {
    let mut rest = Vec::new();
    let read = timeout(DEADLINE, stream.read_to_end(&mut rest))
        .await
        .unwrap();
    assert!(rest.is_empty() || read.is_err(), "{rest:?}");
}

#[tokio::test]
async fn a_text_goes_over_whole_and_everything_that_is_told_comes_back() {
    let mut bench = bench();
    let text = format!("{} 한국어 \u{0}\n", "x".repeat(100 * 1024));
    let visit = bench.hand_over(&text, true);
    let (id, heard, own_code) = bench.next().await;
    assert!(heard.expose() == text && own_code);
    bench.desk.tell(
        id,
        &Told::Seen {
            recognised: "code",
            state: "absent",
            missing: vec!["state"],
        },
    );
    bench.desk.tell(id, &Told::Taken);
    let problem = Problem::own(
        ErrorKind::Input,
        "planted",
        crate::text::Phrase::new("cli-paste-unknown"),
        crate::text::Phrase::new("cli-paste-unknown"),
    );
    bench.desk.tell(
        id,
        &Told::Ended {
            saved: true,
            token: true,
            problem: Some(Box::new(problem)),
        },
    );
    let heard = visit.await.unwrap().unwrap();
    assert_eq!(
        heard,
        Heard {
            recognised: "code".to_owned(),
            state: "absent".to_owned(),
            missing: vec!["state".to_owned()],
            taken: true,
            ended: Some(visitor::Ended {
                saved: true,
                token: true,
                problem: Some(json!({ "id": "planted", "lang": "ko" })),
            }),
        }
    );
}

#[tokio::test]
async fn the_socket_is_private_and_goes_away_with_its_desk() {
    let bench = bench();
    let place = bench.place();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(&place), mode(place.parent().unwrap())),
        (0o600, 0o700)
    );
    drop(bench.desk);
    assert!(!place.exists());
}

#[tokio::test]
async fn it_opens_and_closes_as_it_is_wanted() {
    let mut bench = bench();
    let place = bench.place();
    bench.desk.hear(false);
    assert!(!place.exists());
    let nobody = bench.hand_over("text", false).await.unwrap();
    assert_eq!(nobody, None);
    bench.desk.hear(true);
    bench.desk.hear(true);
    drop(bench.connect().await);
}

#[tokio::test]
async fn a_dead_socket_makes_way_and_is_passed_by() {
    let mut bench = bench();
    let place = bench.place();
    bench.desk.hear(false);
    drop(UnixListener::bind(&place).unwrap());
    assert!(place.exists());
    assert_eq!(bench.hand_over("text", false).await.unwrap(), None);
    bench.desk.hear(true);
    drop(bench.connect().await);
}

#[tokio::test]
async fn the_later_of_two_has_no_socket_until_the_first_is_gone() {
    let mut first = bench();
    let (send, _events) = mpsc::unbounded_channel();
    let voice: Voice = |_, _| Value::Null;
    let mut later = Desk::new(paths(first.dir.path()), "default".to_owned(), voice, send);
    later.hear(true);
    assert!(later.door.is_none());
    drop(later);
    let visit = first.hand_over("text", false);
    let (id, _, _) = first.next().await;
    first.desk.tell(id, &said_nothing_more());
    assert!(visit.await.unwrap().is_some());
}

#[tokio::test]
async fn too_long_a_text_is_refused_by_both_sides() {
    let mut bench = bench();
    let long = "x".repeat(LONGEST + 1);
    assert_eq!(bench.hand_over(&long, false).await.unwrap(), None);
    for line in [
        format!("{{\"version\":1,\"length\":{}}}\n", LONGEST + 1),
        "{\"version\":1,\"length\":-1}\n".to_owned(),
        "{\"version\":1}\n".to_owned(),
        "{\"version\":2,\"length\":1}\n".to_owned(),
        "no JSON\n".to_owned(),
        "x".repeat(LONGEST_LINE + 1),
    ] {
        let mut stream = bench.connect().await;
        stream.write_all(line.as_bytes()).await.unwrap();
        hangs_up(&mut stream).await;
        assert!(bench.heard_nothing(), "{line}");
    }
}

#[tokio::test]
async fn half_a_text_is_no_text() {
    let mut bench = bench();
    let mut stream = bench.connect().await;
    let half = b"{\"version\":1,\"length\":10}\nhalf";
    stream.write_all(half).await.unwrap();
    stream.shutdown().await.unwrap();
    hangs_up(&mut stream).await;
    assert!(bench.heard_nothing());
}

#[tokio::test]
async fn a_silent_visitor_holds_nobody_up_and_is_sent_away() {
    let mut bench = bench();
    bench.desk.hear(false);
    bench.desk.patience = Duration::from_millis(200);
    bench.desk.hear(true);
    let mut silent = bench.connect().await;
    let visit = bench.hand_over("text", false);
    let (id, _, _) = bench.next().await;
    bench.desk.tell(id, &said_nothing_more());
    assert!(visit.await.unwrap().unwrap().ended.is_some());
    hangs_up(&mut silent).await;
    assert!(bench.heard_nothing());
}

#[tokio::test]
async fn two_at_once_are_told_apart() {
    let mut bench = bench();
    let visits = [bench.hand_over("one", false), bench.hand_over("two", false)];
    for _ in 0..2 {
        let (id, text, _) = bench.next().await;
        let recognised = if text.expose() == "one" {
            "first"
        } else {
            "second"
        };
        let told = Told::Seen {
            recognised,
            state: "",
            missing: Vec::new(),
        };
        bench.desk.tell(id, &told);
        bench.desk.tell(id, &said_nothing_more());
    }
    let mut heard = Vec::new();
    for visit in visits {
        heard.push(visit.await.unwrap().unwrap().recognised);
    }
    assert_eq!(heard, ["first", "second"]);
}

#[tokio::test]
async fn a_wizard_that_ends_in_the_middle_leaves_no_last_word() {
    let mut bench = bench();
    let visit = bench.hand_over("text", false);
    let (id, _, _) = bench.next().await;
    bench.desk.tell(id, &Told::Taken);
    drop(bench.desk);
    let heard = visit.await.unwrap().unwrap();
    assert!(heard.taken && heard.ended.is_none());
}

#[tokio::test]
async fn a_wizard_that_does_not_greet_is_passed_by() {
    let mut bench = bench();
    let place = bench.place();
    bench.desk.hear(false);
    // Bound and never accepted, as with a stopped process.
    let _stopped = std::os::unix::net::UnixListener::bind(&place).unwrap();
    assert_eq!(bench.hand_over("text", false).await.unwrap(), None);
}

/// Connects, and prints what it hears until the other side hangs up.
const LISTENER: &str = "use IO::Socket::UNIX; $SIG{ALRM} = sub { die 'nothing' }; alarm 30; \
    my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die; \
    print 'connected '; shutdown($s, 1); print while <$s>;";

/// What a process of a user hears.
async fn hears(user: &str, place: &Path) -> String {
    let mut command = Command::new("runuser");
    command
        .args(["-u", user, "--", "perl", "-e", LISTENER])
        .arg(place);
    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
#[ignore = "needs root, runuser and perl"]
async fn another_user_is_not_even_greeted_where_the_directory_lets_it_in() {
    let mut bench = bench();
    let place = bench.place();
    let open = |path: &Path, mode| {
        let mode = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, mode).unwrap();
    };
    open(&place, 0o666);
    open(place.parent().unwrap(), 0o755);
    open(bench.dir.path(), 0o755);
    assert_eq!(hears("nobody", &place).await, "connected ");
    let own = hears("root", &place).await;
    assert_eq!(own, "connected {\"version\":1}\n");
    assert!(bench.heard_nothing());
}
