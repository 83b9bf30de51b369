//! Random numbers of the operating system: nobody can guess a boundary or a key.

/// 128 random bits in hexadecimal digits.
pub(super) fn token() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A UUID of version 4 (RFC 9562, section 5.4).
pub(super) fn uuid() -> Result<String, String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| format!("no random numbers: {error}"))?;
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(text)
}

/// A number from 0 up to, and without, 1; without random numbers the middle.
pub(super) fn fraction() -> f64 {
    match getrandom::u32() {
        Ok(number) => f64::from(number) / (f64::from(u32::MAX) + 1.0),
        Err(_) => 0.5,
    }
}
