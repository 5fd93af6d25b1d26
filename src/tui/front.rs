//! stub
use crate::front::{Front, Heard};
use crate::wizard::{Event, State};
#[derive(Debug)] pub struct TuiOptions { pub lang: crate::text::Lang, pub colour: crate::tui::theme::Colour, pub where_kept: String, pub tmux: bool, pub screen: bool }
#[derive(Debug)] pub struct Tui;
impl Tui { pub fn enter(_o: TuiOptions) -> std::io::Result<Self> { Ok(Self) } }
impl Front for Tui {
 fn show(&mut self, _: &State) -> std::io::Result<()> { Ok(()) }
 fn hear(&mut self, _: &State, _: Heard<'_>, _: u64) -> Vec<Event> { Vec::new() }
 fn deadline_ms(&self) -> Option<u64> { None }
 fn listens(&self) -> bool { true }
 fn copy(&mut self, _: &str) -> std::io::Result<()> { Ok(()) }
 fn suspend(&mut self) -> std::io::Result<()> { Ok(()) }
}
