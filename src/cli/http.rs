//! Questions to services over HTTP: with a time limit, a limit on size, no redirect, and no way into the own network for
//! an address that a certificate names.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error, http};

use crate::signatures::levels::{Fetch, FetchError, Origin, Question};

/// How long a question may take, answer and all.
const TIME: Duration = Duration::from_secs(30);

/// Asks services over HTTP.
pub(super) struct Http {
    /// For addresses that the user names.
    named: Agent,
    /// For addresses that a certificate names.
    found: Agent,
}

impl Http {
    /// `allow_private` lets certificates name machines of the own network.
    pub(super) fn new(allow_private: bool) -> Self {
        Self::within(TIME, allow_private)
    }

    /// The same, with a time limit for each question.
    fn within(time: Duration, allow_private: bool) -> Self {
        let agent = |private| {
            Agent::with_parts(
                config(time),
                DefaultConnector::default(),
                Addresses { private, ..Addresses::default() },
            )
        };
        Self { named: agent(true), found: agent(allow_private) }
    }

    fn ask(&self, question: &Question<'_>) -> Result<http::Response<ureq::Body>, Error> {
        let agent = match question.origin {
            Origin::Certificate => &self.found,
            Origin::User => &self.named,
        };
        match question.body {
            Some(body) => agent.post(question.url).content_type(body.media).send(body.octets),
            None => agent.get(question.url).call(),
        }
    }
}

impl Fetch for Http {
    fn fetch(&self, question: &Question<'_>) -> Result<Vec<u8>, FetchError> {
        let mut response = self.ask(question).map_err(|error| told(error, question.limit))?;
        if response.status() != http::StatusCode::OK {
            return Err(FetchError::Status(response.status().as_u16()));
        }
        let body = response.body_mut();
        let media = body.mime_type().unwrap_or_default();
        if question.answer.is_some_and(|expected| !media.eq_ignore_ascii_case(expected)) {
            return Err(FetchError::Type(media.to_owned()));
        }
        let limit = u64::try_from(question.limit).unwrap_or(u64::MAX - 1);
        // One octet more, which tells an answer that is too large from one of exactly the limit.
        let read = body.with_config().limit(limit + 1).read_to_vec();
        let octets = read.map_err(|error| told(error, question.limit))?;
        if octets.len() > question.limit { Err(FetchError::TooLarge(question.limit)) } else { Ok(octets) }
    }
}

/// No cookies, no proxy from the environment, and roots that are compiled in.
fn config(time: Duration) -> Config {
    let tls = TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .root_certs(RootCerts::WebPki)
        .build();
    Config::builder()
        .tls_config(tls)
        .timeout_global(Some(time))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("tertial/", env!("CARGO_PKG_VERSION")))
        .build()
}

/// The addresses of a name, looked up once: the connection goes to what was looked at here.
#[derive(Debug, Default)]
struct Addresses {
    private: bool,
    names: DefaultResolver,
}

/// A name has an address in the own network; [`told`] knows it by this text.
const PRIVATE: &str = "an address in the own network";

impl Resolver for Addresses {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        if self.private || found.iter().all(|address| is_public(address.ip())) {
            Ok(found)
        } else {
            Err(Error::Other(PRIVATE.into()))
        }
    }
}

/// Whether an address can be one of the open internet (RFC 6890): neither this machine, nor the own network, nor a
/// group of machines.
fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let shared = first == 100 && second & 0xC0 == 64;
            let this_or_reserved = first == 0 || first >= 240;
            let special = address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_multicast()
                || address.is_documentation();
            !(shared || this_or_reserved || special)
        }
        IpAddr::V6(address) => {
            // Global unicast is 2000::/3; 2002::/16 and 64:ff9b::/96 lead to addresses of the other kind.
            let [first, ..] = address.segments();
            first & 0xE000 == 0x2000 && first != 0x2002
        }
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign enum; the rest is told in one way")]
fn told(error: Error, limit: usize) -> FetchError {
    match error {
        Error::BadUri(_) | Error::Http(_) => FetchError::Address,
        Error::BodyExceedsLimit(_) => FetchError::TooLarge(limit),
        Error::Other(why) if why.to_string() == PRIVATE => FetchError::Private,
        Error::Timeout(_) => FetchError::Time,
        error => FetchError::Unreachable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// A service that gives one answer, and gives it late where it is none; its address.
    fn service(answer: Option<&'static str>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            match answer {
                Some(answer) => stream.write_all(answer.as_bytes()).unwrap(),
                None => std::thread::sleep(Duration::from_secs(5)),
            }
        });
        address
    }

    fn ask(url: &str, origin: Origin) -> Result<Vec<u8>, FetchError> {
        let question = Question { url, origin, body: None, answer: Some("text/plain"), limit: 4 };
        Http::within(Duration::from_secs(1), false).fetch(&question)
    }

    #[test]
    fn answers_are_held_to_what_was_asked() {
        let ask = |answer| ask(&service(answer), Origin::User);
        let plain = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n";
        let with = |rest: &str| -> &'static str { format!("{plain}{rest}").leak() };
        assert_eq!(ask(Some(with("Content-Length: 4\r\n\r\nfyra"))), Ok(b"fyra".to_vec()));
        assert_eq!(ask(Some(with("Connection: close\r\n\r\nfemma"))), Err(FetchError::TooLarge(4)));
        assert_eq!(ask(None), Err(FetchError::Time));
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nfyra";
        assert_eq!(ask(Some(html)), Err(FetchError::Type("text/html".to_owned())));
        let moved = "HTTP/1.1 302 Found\r\nLocation: https://example.se/\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(ask(Some(moved)), Err(FetchError::Status(302)));
    }

    #[test]
    fn addresses_are_held_to_where_they_come_from() {
        assert_eq!(ask("http://127.0.0.1:1/", Origin::Certificate), Err(FetchError::Private));
        assert_eq!(ask("http://localhost:1/", Origin::Certificate), Err(FetchError::Private));
        assert!(matches!(ask("http://127.0.0.1:1/", Origin::User), Err(FetchError::Unreachable(_))));
        for address in ["ftp://example.se/", "file:///etc/passwd", "nowhere"] {
            assert_eq!(ask(address, Origin::User), Err(FetchError::Address), "{address}");
        }
    }

    #[test]
    fn addresses_of_the_own_network_are_known() {
        let public = |text: &str| is_public(text.parse().unwrap());
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "64:ff9b::7f00:1",
        ] {
            assert!(!public(own), "{own}");
        }
        for open in ["8.8.8.8", "100.128.0.1", "172.32.0.1", "2a00:1450::1"] {
            assert!(public(open), "{open}");
        }
    }
}
