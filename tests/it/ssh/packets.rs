//! What a key costs on the wire: packets and bytes that come back through a real SSH connection.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// As many keys as make one stray packet no finding.
const KEYS: usize = 40;
/// One packet a key, and one more in twenty.
const PACKETS: usize = KEYS + KEYS / 20;
/// OpenSSH needs 36 bytes to send one; a fifth more for a frame of a few bytes.
const BYTES: usize = KEYS * 36 * 12 / 10;

/// Stands between client and server, and counts what the server sends.
#[derive(Debug)]
struct Relay {
    port: u16,
    packets: Arc<AtomicUsize>,
    bytes: Arc<AtomicUsize>,
}

impl Relay {
    /// A relay for one connection to a port of loopback.
    fn to(port: u16) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let relay = Self {
            port: listener.local_addr().unwrap().port(),
            packets: Arc::default(),
            bytes: Arc::default(),
        };
        let (packets, bytes) = (Arc::clone(&relay.packets), Arc::clone(&relay.bytes));
        std::thread::spawn(move || {
            let (client, _) = listener.accept().unwrap();
            let server = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
            client.set_nodelay(true).unwrap();
            server.set_nodelay(true).unwrap();
            let up = (client.try_clone().unwrap(), server.try_clone().unwrap());
            std::thread::spawn(move || hand_on(up.0, up.1, |_| {}));
            hand_on(server, client, |count| {
                packets.fetch_add(1, Ordering::SeqCst);
                bytes.fetch_add(count, Ordering::SeqCst);
            });
        });
        relay
    }

    fn counted(&self) -> (usize, usize) {
        let of = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        (of(&self.packets), of(&self.bytes))
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, count: impl Fn(usize)) {
    let mut piece = vec![0; 65536];
    while let Ok(read @ 1..) = from.read(&mut piece) {
        count(read);
        if to.write_all(&piece[..read]).is_err() {
            return;
        }
    }
}

#[test]
#[ignore = "needs sshd and tmux"]
fn a_typed_character_comes_back_in_one_packet_of_the_least_size() {
    for lang in ["C.UTF-8", "ko_KR.UTF-8"] {
        let seat = Seat::take(80, 24);
        let relay = Relay::to(seat.sshd.port);
        let line = seat.sshd.line(&seat.remote_in(lang, ""));
        let own = format!("-p' '{}'", seat.sshd.port);
        let through = format!("-p' '{}'", relay.port);
        assert!(line.contains(&own), "{line}");
        // Newer clients send keys that nobody pressed, and get answers to them.
        let plain = "-o' 'IgnoreUnknown=ObscureKeystrokeTiming' '-o' 'ObscureKeystrokeTiming=no' '";
        let line = line.replace(&format!("'{own}"), &format!("'{plain}{through}"));
        seat.tmux.respawn(&line);
        seat.tmux.see("● account").keys(&["Enter"]);
        seat.tmux.see("● create-app").keys(&["Tab"]);
        seat.tmux.see("Esc").keys(&["x"]);
        seat.tmux.see("> x");
        let before = relay.counted();
        let mut typed = "x".to_owned();
        for letter in "abcdefghij".chars().cycle().take(KEYS) {
            typed.push(letter);
            seat.tmux.keys(&[letter.to_string().as_str()]);
            seat.tmux.see(&format!("> {typed}"));
        }
        let after = relay.counted();
        let (packets, bytes) = (after.0 - before.0, after.1 - before.1);
        println!("{lang}: {KEYS} keys, {packets} packets, {bytes} bytes");
        assert!(packets >= KEYS, "{packets} packets for {KEYS} keys");
        assert!(packets <= PACKETS, "{packets} packets for {KEYS} keys");
        assert!(bytes <= BYTES, "{bytes} bytes for {KEYS} keys");
    }
}
