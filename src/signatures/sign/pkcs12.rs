//! A key from a PKCS#12 file (RFC 7292).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, EcdsaSigningAlgorithm, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256, RSA_PSS_SHA256,
    RsaEncoding, RsaKeyPair,
};
use p12_keystore::Pkcs12Archive;
use p12_keystore::error::Error;

use super::algorithm::{RsaScheme, SignatureAlgorithm};
use super::certificate::Certificate;
use super::error::KeyError;
use super::{Signer, chain};

/// A signer whose key stands in a file. The key is in the keeping of aws-lc, which wipes it; it has no `Debug`.
pub struct Pkcs12Signer {
    key: Key,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
}

enum Key {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(RsaKeyPair, &'static dyn RsaEncoding),
}

impl Pkcs12Signer {
    /// Opens the file with its passphrase. It must hold one key, and the certificate of that key.
    pub fn open(file: &[u8], passphrase: &str, scheme: RsaScheme) -> Result<Self, KeyError> {
        let archive = Pkcs12Archive::from_pkcs12(file, passphrase).map_err(|error| refused(&error))?;
        let key = match archive.keys.as_slice() {
            [key] => key.key.as_der(),
            [] => return Err(KeyError::NoKey),
            several => {
                let names = several.iter().filter_map(|key| key.friendly_name.clone());
                return Err(KeyError::SeveralKeys(names.collect()));
            }
        };
        let certificates: Vec<Certificate> =
            archive.certs.iter().filter_map(|bag| Certificate::from_der(bag.cert.as_der()).ok()).collect();
        let mut unfit = None;
        for leaf in &certificates {
            match SignatureAlgorithm::of(leaf, scheme) {
                Ok(algorithm) => {
                    if let Some(key) = Key::read(key, algorithm).filter(|key| key.public() == leaf.key_bits())
                    {
                        return Ok(Self { key, chain: chain(leaf.clone(), certificates), algorithm });
                    }
                }
                Err(why) => unfit = unfit.or(Some(why)),
            }
        }
        Err(unfit.map_or(KeyError::NoKey, KeyError::Unfit))
    }
}

impl Key {
    /// The key, if it is one for this algorithm.
    fn read(pkcs8: &[u8], algorithm: SignatureAlgorithm) -> Option<Self> {
        let ecdsa = |curve: &'static EcdsaSigningAlgorithm| {
            EcdsaKeyPair::from_pkcs8(curve, pkcs8).map(Self::Ecdsa).ok()
        };
        let rsa = |encoding: &'static dyn RsaEncoding| {
            RsaKeyPair::from_pkcs8(pkcs8).map(|key| Self::Rsa(key, encoding)).ok()
        };
        match algorithm {
            SignatureAlgorithm::EcdsaP256 => ecdsa(&ECDSA_P256_SHA256_ASN1_SIGNING),
            SignatureAlgorithm::EcdsaP384 => ecdsa(&ECDSA_P384_SHA384_ASN1_SIGNING),
            SignatureAlgorithm::EcdsaP521 => ecdsa(&ECDSA_P521_SHA512_ASN1_SIGNING),
            SignatureAlgorithm::Ed25519 => Ed25519KeyPair::from_pkcs8(pkcs8).map(Self::Ed25519).ok(),
            SignatureAlgorithm::RsaPkcs1 => rsa(&RSA_PKCS1_SHA256),
            SignatureAlgorithm::RsaPss => rsa(&RSA_PSS_SHA256),
        }
    }

    /// Its public half, as a certificate has it.
    fn public(&self) -> &[u8] {
        match self {
            Self::Ecdsa(key) => key.public_key().as_ref(),
            Self::Ed25519(key) => key.public_key().as_ref(),
            Self::Rsa(key, _) => key.public_key().as_ref(),
        }
    }
}

impl Signer for Pkcs12Signer {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let random = SystemRandom::new();
        let failed = |_| KeyError::Unusable("the key did not sign".to_owned());
        match &self.key {
            Key::Ecdsa(key) => {
                key.sign(&random, message).map(|signature| signature.as_ref().to_vec()).map_err(failed)
            }
            Key::Ed25519(key) => Ok(key.sign(message).as_ref().to_vec()),
            Key::Rsa(key, encoding) => {
                let mut signature = vec![0; key.public_modulus_len()];
                key.sign(*encoding, &random, message, &mut signature).map_err(failed)?;
                Ok(signature)
            }
        }
    }
}

/// What the reader of the file says. Without a check of its own, a wrong passphrase shows as padding that is none.
fn refused(error: &Error) -> KeyError {
    match error {
        Error::MacError(_) | Error::Pkcs5Error(_) | Error::UnpadError => KeyError::WrongSecret,
        Error::DerError(_) | Error::InvalidVersion | Error::UnsupportedContentType => KeyError::NotAKeyFile,
        Error::InvalidData
        | Error::InvalidLength
        | Error::InvalidParameters
        | Error::InvalidPrivateKey
        | Error::IoError(_)
        | Error::UnsupportedCertificateType
        | Error::UnsupportedEncryptionScheme
        | Error::UnsupportedMacAlgorithm
        | Error::X509Error(_) => KeyError::Unusable(error.to_string()),
    }
}
