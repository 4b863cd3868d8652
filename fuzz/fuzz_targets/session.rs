//! Recorded sessions and programs' errors.
#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_lens_fuzz::read_behind("<-  220 mx.example.org ESMTP\n -> EHLO host.example.net\n<-  250 AUTH PLAIN LOGIN\n", bytes));
