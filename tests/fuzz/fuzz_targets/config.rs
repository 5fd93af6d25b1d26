#![no_main]

#[path = "../../laws/config.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|data: &[u8]| law::hold(data));
