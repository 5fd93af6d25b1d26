#![no_main]

#[path = "../../laws/practice.rs"]
mod law;

libfuzzer_sys::fuzz_target!(|data: &[u8]| law::hold(data));
