//! Answers as mails, chats, notes, tools and terminals hand them on.

use super::*;

#[test]
fn an_answer_is_found_in_whatever_carried_it() {
    let whole = "redirect-url match [] whole";
    check(&[
        // tmux: a copied pane keeps its width, trailing spaces and the border of a split.
        (
            "https://localhost:8443/callback?code=AQBx-hBsH3_0123          \n456789abcdefGHIJ&state=STATE                         ",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=AQBx-hBsH3_0123│\n456789abcdefGHIJ&state=STATE                         │",
            whole,
        ),
        // Mail: soft breaks and encoded signs of quoted-printable, quote marks.
        (
            "https://localhost:8443/callback?code=3DAQBx-hBsH3_0123=\n456789abcdefGHIJ&state=3DSTATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=3DAQBx-hBsH3_0123=\r\n456789abcdefGHIJ&state=3Ds7AteS7at=\r\nEs7AteS7atE42",
            whole,
        ),
        (
            ">> https://localhost:8443/callback?code=CODE\n>> &state=STATE",
            whole,
        ),
        // Angle brackets and Markdown.
        (
            "<URL:https://localhost:8443/callback?code=CODE&state=STATE>",
            whole,
        ),
        (
            "[here](<https://localhost:8443/callback?code=CODE&state=STATE>)",
            whole,
        ),
        (
            "**https://localhost:8443/callback?code=CODE&state=STATE**",
            whole,
        ),
        (
            "```\nhttps://localhost:8443/callback?code=CODE&state=STATE\n```",
            whole,
        ),
        // Tools.
        (
            "curl -v \"https://localhost:8443/callback?code=CODE&state=STATE\" --insecure",
            whole,
        ),
        (
            "view-source:https://localhost:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        (
            "<a href=\"https://localhost:8443/callback?code=CODE&amp;state=STATE\">x</a>",
            whole,
        ),
        // Signs that nobody sees.
        (
            "https://localhost:8443/callback?code=CODE&\u{200b}state=\u{2060}STATE\u{200d}",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE\u{a0}&state=STATE\u{202f}",
            whole,
        ),
        (
            "\u{ad}https://localhost:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE\r\n&state=STATE\r\n",
            whole,
        ),
        // Within a sentence.
        (
            "주소는 https://localhost:8443/callback?code=CODE&state=STATE 입니다.",
            whole,
        ),
        (
            "주소:https://localhost:8443/callback?code=CODE&state=STATE",
            whole,
        ),
        (
            "「https://localhost:8443/callback?code=CODE&state=STATE」",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE입니다",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE...",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE, ok?",
            whole,
        ),
        (
            "https://localhost:8443/callback?code=CODE&state=STATE。",
            whole,
        ),
        // Encoded twice, within another address.
        (
            "https://l.facebook.com/l.php?u=https%253A%252F%252Flocalhost%252F%253Fcode%253DCODE%2526state%253DSTATE",
            whole,
        ),
    ]);
}
