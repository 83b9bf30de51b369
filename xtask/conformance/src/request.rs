//! A request as it arrived.

/// A request as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The request target: path and query, byte for byte.
    pub target: String,
    /// Header fields in the order of arrival, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body, its transfer coding undone.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The value of the first field of this name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Reads a request from the front of `buffer`: the request and how many bytes it took, `None` if more are needed.
    ///
    /// # Errors
    ///
    /// What is wrong with bytes that cannot begin a request.
    pub(crate) fn parse(buffer: &[u8]) -> Result<Option<(Self, usize)>, String> {
        let mut fields = [httparse::EMPTY_HEADER; 64];
        let mut head = httparse::Request::new(&mut fields);
        let length = match head.parse(buffer).map_err(|error| error.to_string())? {
            httparse::Status::Complete(length) => length,
            httparse::Status::Partial => return Ok(None),
        };
        let headers: Vec<(String, String)> = head
            .headers
            .iter()
            .map(|field| {
                (
                    field.name.to_lowercase(),
                    String::from_utf8_lossy(field.value).into_owned(),
                )
            })
            .collect();
        let mut request = Self {
            method: head.method.unwrap_or_default().to_owned(),
            target: head.path.unwrap_or_default().to_owned(),
            headers,
            body: Vec::new(),
        };
        let rest = &buffer[length..];
        let body = if request.header("transfer-encoding") == Some("chunked") {
            chunks(rest)?
        } else {
            let announced = request
                .header("content-length")
                .map_or(Ok(0), str::parse::<usize>);
            let announced = announced.map_err(|error| error.to_string())?;
            rest.get(..announced).map(|body| (body.to_vec(), announced))
        };
        Ok(body.map(|(body, taken)| {
            request.body = body;
            (request, length + taken)
        }))
    }
}

/// A chunked body at the front of `rest` and how many bytes it took.
fn chunks(mut rest: &[u8]) -> Result<Option<(Vec<u8>, usize)>, String> {
    let before = rest.len();
    let mut body = Vec::new();
    loop {
        let (start, size) = match httparse::parse_chunk_size(rest)
            .map_err(|_| "a chunk without a size".to_owned())?
        {
            httparse::Status::Complete((start, size)) => {
                (start, usize::try_from(size).map_err(|e| e.to_string())?)
            }
            httparse::Status::Partial => return Ok(None),
        };
        // The chunk and the line break behind it.
        let Some(chunk) = rest.get(start..start + size + 2) else {
            return Ok(None);
        };
        body.extend_from_slice(&chunk[..size]);
        rest = &rest[start + size + 2..];
        if size == 0 {
            return Ok(Some((body, before - rest.len())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_when_it_is_complete() {
        let bytes = b"POST /a?b=%20 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET";
        assert_eq!(Recorded::parse(&bytes[..50]), Ok(None));
        let (request, taken) = Recorded::parse(bytes).unwrap().unwrap();
        assert_eq!(
            (request.target.as_str(), request.body.as_slice()),
            ("/a?b=%20", b"abc".as_slice())
        );
        assert_eq!(&bytes[taken..], b"GET");
    }

    #[test]
    fn chunks_are_put_together() {
        let bytes =
            b"PUT / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        let (request, taken) = Recorded::parse(bytes).unwrap().unwrap();
        assert_eq!(
            (request.body.as_slice(), taken),
            (b"abc".as_slice(), bytes.len())
        );
        assert_eq!(Recorded::parse(&bytes[..bytes.len() - 1]), Ok(None));
    }
}
