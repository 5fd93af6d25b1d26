//! Certificates made on the fly, and the TLS servers that show them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// The hosts that the shipped provider files name.
pub(crate) const REAL: [&str; 3] = [
    "www.instagram.com",
    "api.instagram.com",
    "graph.instagram.com",
];

/// A certificate authority of one test.
pub(crate) struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let mut params = CertificateParams::new(Vec::<String>::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self {
            issuer: CertifiedIssuer::self_signed(params, key).unwrap(),
        }
    }

    pub(crate) fn pem(&self) -> String {
        self.issuer.pem()
    }

    /// Lays the authority's certificate out in a home.
    pub(crate) fn lay(&self, home: &crate::home::Home) -> PathBuf {
        let path = home.path().join("ca/ca.pem");
        home.lay(&path, &self.pem());
        path
    }

    /// For this machine and the provider's hosts.
    pub(crate) fn good(&self) -> TlsAcceptor {
        let names = ["localhost", "127.0.0.1"].into_iter().chain(REAL);
        self.leaf(names.map(str::to_owned).collect(), false)
    }

    /// For this machine, and out of date since 2021.
    pub(crate) fn expired(&self) -> TlsAcceptor {
        self.leaf(vec!["localhost".to_owned()], true)
    }

    /// For another host.
    pub(crate) fn misnamed(&self) -> TlsAcceptor {
        self.leaf(vec!["other.example".to_owned()], false)
    }

    fn leaf(&self, names: Vec<String>, expired: bool) -> TlsAcceptor {
        let mut params = CertificateParams::new(names).unwrap();
        if expired {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
