//! What `ssh -N -L` makes of a port on the far side.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use crate::home::{Home, NO_OPTIONS};
use crate::sshd::{Sshd, destination};

#[test]
#[ignore = "needs sshd"]
fn a_tunnel_made_from_a_shown_line_leads_to_the_port_on_the_far_side() {
    let home = Home::new();
    let server = home.serve(NO_OPTIONS);
    let url = url::Url::parse(&server.url).expect("an address");
    let port = url.port().expect("a port");
    let there = destination();
    let sshd = Sshd::start();
    let shown = format!("ssh -N -L 127.0.0.1:{port}:127.0.0.1:{port} {there}");
    let here = ("127.0.0.2", port);
    assert!(TcpStream::connect(here).is_err(), "nobody is there yet");
    let tunnel = sshd.tunnel(&shown, here.0);
    let mut stream = TcpStream::connect(here).expect("this end of the tunnel");
    let ask = format!(
        "GET /sandbox/state HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(ask.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    drop(tunnel);
    assert!(
        TcpStream::connect(here).is_err(),
        "it is gone with the tunnel"
    );
}
