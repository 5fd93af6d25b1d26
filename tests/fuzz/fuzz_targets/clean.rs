#![no_main]

#[path = "../../laws/clean.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|data: &[u8]| law::hold(data));
