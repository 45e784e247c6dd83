//! A key on a card or in an HSM, by PKCS#11: the key never leaves the device.
//!
//! The PIN is given to the device once. A wrong one is told and never tried again: a card locks after three.

use std::path::Path;

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};
use cryptoki::mechanism::eddsa::{EddsaParams, EddsaSignatureScheme};
use cryptoki::mechanism::rsa::{PkcsMgfType, PkcsPssParams};
use cryptoki::mechanism::{Mechanism, MechanismType};
use cryptoki::object::{Attribute, AttributeType, CertificateType, ObjectClass, ObjectHandle};
use cryptoki::session::{Session, UserType};
use cryptoki::slot::{Slot, TokenInfo};
use cryptoki::types::AuthPin;

use super::algorithm::{DigestAlgorithm, RsaScheme, SignatureAlgorithm};
use super::asn1::{INTEGER, NULL, OCTETS, oid, sequence, tlv};
use super::certificate::Certificate;
use super::error::KeyError;
use super::{Signer, chain};

/// A card or a part of an HSM, before anyone has logged in.
pub struct Token {
    module: Pkcs11,
    slot: Slot,
    info: TokenInfo,
}

impl Token {
    /// Loads the module and finds the token of that label; without a label the only one there is.
    pub fn find(module: &Path, label: Option<&str>) -> Result<Self, KeyError> {
        let module = Pkcs11::new(module).map_err(unusable)?;
        module.initialize(CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK)).map_err(unusable)?;
        let mut tokens = Vec::new();
        for slot in module.get_slots_with_token().map_err(unusable)? {
            let info = module.get_token_info(slot).map_err(unusable)?;
            if info.token_initialized() {
                tokens.push((slot, info));
            }
        }
        let labels: Vec<String> = tokens.iter().map(|(_, info)| info.label().to_owned()).collect();
        let mut meant =
            tokens.into_iter().filter(|(_, info)| label.is_none_or(|label| info.label() == label));
        match (meant.next(), meant.next()) {
            (Some((slot, info)), None) => Ok(Self { module, slot, info }),
            _ => Err(KeyError::NoToken(labels)),
        }
    }

    /// Whether the PIN is typed on the reader's own keys.
    pub fn has_keypad(&self) -> bool {
        self.info.protected_authentication_path()
    }

    /// Whether the next wrong PIN locks it.
    pub fn is_last_try(&self) -> bool {
        self.info.user_pin_final_try()
    }

    /// Logs in, once, and finds the key of that label; without a label the only one that has a certificate.
    pub fn login(
        self,
        pin: Option<&str>,
        key: Option<&str>,
        scheme: RsaScheme,
    ) -> Result<Pkcs11Signer, KeyError> {
        if self.info.user_pin_locked() {
            return Err(KeyError::PinLocked);
        }
        let session = self.module.open_ro_session(self.slot).map_err(unusable)?;
        let pin = pin.map(|pin| AuthPin::new(pin.into()));
        session.login(UserType::User, pin.as_ref()).map_err(refused)?;
        let (key, leaf) = key_with_certificate(&session, key)?;
        let algorithm = SignatureAlgorithm::of(&leaf, scheme)?;
        let others = certificates(&session, &[])?;
        let mechanisms = self.module.get_mechanism_list(self.slot).map_err(unusable)?;
        let way = Way::choose(algorithm, &mechanisms)?;
        let asks_again = asks_again(&session, key)?;
        Ok(Pkcs11Signer {
            session,
            key,
            chain: chain(leaf, others),
            algorithm,
            way,
            pin: pin.filter(|_| asks_again),
            asks_again,
        })
    }
}

/// A signer whose key is on a device. The PIN is kept, in memory that is wiped, only for a key that asks for it again
/// before every signature.
pub struct Pkcs11Signer {
    session: Session,
    key: ObjectHandle,
    chain: Vec<Certificate>,
    algorithm: SignatureAlgorithm,
    way: Way,
    pin: Option<AuthPin>,
    asks_again: bool,
}

impl Signer for Pkcs11Signer {
    fn chain(&self) -> &[Certificate] {
        &self.chain
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let message = match self.way {
            Way::Whole => message.to_vec(),
            Way::Digested => self.algorithm.digest().digest(&[message]),
            Way::DigestInfo => digest_info(self.algorithm.digest(), message),
        };
        let mechanism = self.way.mechanism(self.algorithm);
        let signature = if self.asks_again {
            self.sign_asked_again(&mechanism, &message)
        } else {
            self.session.sign(&mechanism, self.key, &message)
        };
        let signature = signature.map_err(refused)?;
        match self.algorithm {
            SignatureAlgorithm::EcdsaP256 | SignatureAlgorithm::EcdsaP384 | SignatureAlgorithm::EcdsaP521 => {
                Ok(ecdsa_value(&signature))
            }
            SignatureAlgorithm::Ed25519 | SignatureAlgorithm::RsaPkcs1 | SignatureAlgorithm::RsaPss => {
                Ok(signature)
            }
        }
    }
}

impl Pkcs11Signer {
    /// A key that always asks is logged in to between the beginning of the signature and its end.
    fn sign_asked_again(&self, mechanism: &Mechanism<'_>, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.session.sign_init(mechanism, self.key)?;
        self.session.login(UserType::ContextSpecific, self.pin.as_ref())?;
        self.session.sign_update(message)?;
        self.session.sign_final()
    }
}

/// What the device is given to sign: not every card digests by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// The message's digest, with the name of the digest (RFC 8017 9.2).
    DigestInfo,
    /// The message's digest.
    Digested,
    /// The message.
    Whole,
}

impl Way {
    /// The way that a device knows: it digests by itself if it can.
    fn choose(algorithm: SignatureAlgorithm, known: &[MechanismType]) -> Result<Self, KeyError> {
        let digested = match algorithm {
            SignatureAlgorithm::RsaPkcs1 => Self::DigestInfo,
            // Only the whole message can be signed so (RFC 8419 2.2).
            SignatureAlgorithm::Ed25519 => Self::Whole,
            SignatureAlgorithm::EcdsaP256
            | SignatureAlgorithm::EcdsaP384
            | SignatureAlgorithm::EcdsaP521
            | SignatureAlgorithm::RsaPss => Self::Digested,
        };
        let knows = |way: &Self| known.contains(&way.mechanism(algorithm).mechanism_type());
        let ways = [Self::Whole, digested];
        let none = || KeyError::Unusable(format!("the token does not sign by {algorithm:?}"));
        ways.into_iter().find(knows).ok_or_else(none)
    }

    fn mechanism(self, algorithm: SignatureAlgorithm) -> Mechanism<'static> {
        let salted = PkcsPssParams {
            hash_alg: MechanismType::SHA256,
            mgf: PkcsMgfType::MGF1_SHA256,
            s_len: 32.into(),
        };
        match (algorithm, self) {
            (SignatureAlgorithm::EcdsaP256, Self::Whole) => Mechanism::EcdsaSha256,
            (SignatureAlgorithm::EcdsaP384, Self::Whole) => Mechanism::EcdsaSha384,
            (SignatureAlgorithm::EcdsaP521, Self::Whole) => Mechanism::EcdsaSha512,
            (SignatureAlgorithm::Ed25519, _) => {
                Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519))
            }
            (
                SignatureAlgorithm::EcdsaP256 | SignatureAlgorithm::EcdsaP384 | SignatureAlgorithm::EcdsaP521,
                _,
            ) => Mechanism::Ecdsa,
            (SignatureAlgorithm::RsaPkcs1, Self::Whole) => Mechanism::Sha256RsaPkcs,
            (SignatureAlgorithm::RsaPkcs1, _) => Mechanism::RsaPkcs,
            (SignatureAlgorithm::RsaPss, Self::Whole) => Mechanism::Sha256RsaPkcsPss(salted),
            (SignatureAlgorithm::RsaPss, _) => Mechanism::RsaPkcsPss(salted),
        }
    }
}

/// The private key of that label, or the only one, with the certificate of the same id.
fn key_with_certificate(
    session: &Session,
    label: Option<&str>,
) -> Result<(ObjectHandle, Certificate), KeyError> {
    let mut wanted = vec![Attribute::Class(ObjectClass::PRIVATE_KEY), Attribute::Sign(true)];
    wanted.extend(label.map(|label| Attribute::Label(label.as_bytes().to_vec())));
    let mut found = Vec::new();
    for key in session.find_objects(&wanted).map_err(unusable)? {
        let (mut id, mut name) = (None, String::new());
        for attribute in
            session.get_attributes(key, &[AttributeType::Id, AttributeType::Label]).map_err(unusable)?
        {
            if let Attribute::Id(value) = attribute {
                id = Some(value);
            } else if let Attribute::Label(value) = attribute {
                name = String::from_utf8_lossy(&value).into_owned();
            }
        }
        let Some(id) = id else { continue };
        let certificate = certificates(session, &[Attribute::Id(id)])?.into_iter().next();
        found.extend(certificate.map(|certificate| (name, key, certificate)));
    }
    match found.len() {
        0 => Err(KeyError::NoKey),
        1 => Ok(found.pop().map(|(_, key, certificate)| (key, certificate)).expect("there is one")),
        _ => Err(KeyError::SeveralKeys(found.into_iter().map(|(name, _, _)| name).collect())),
    }
}

/// The certificates on the token that are so; those that cannot be read are left out.
fn certificates(session: &Session, so: &[Attribute]) -> Result<Vec<Certificate>, KeyError> {
    let mut wanted =
        vec![Attribute::Class(ObjectClass::CERTIFICATE), Attribute::CertificateType(CertificateType::X_509)];
    wanted.extend_from_slice(so);
    let mut found = Vec::new();
    for object in session.find_objects(&wanted).map_err(unusable)? {
        for attribute in session.get_attributes(object, &[AttributeType::Value]).map_err(unusable)? {
            if let Attribute::Value(der) = attribute {
                found.extend(Certificate::from_der(&der));
            }
        }
    }
    Ok(found)
}

/// Whether the key asks for the PIN before every signature. A device that does not say does not ask.
fn asks_again(session: &Session, key: ObjectHandle) -> Result<bool, KeyError> {
    let said = session.get_attributes(key, &[AttributeType::AlwaysAuthenticate]).map_err(unusable)?;
    Ok(said.contains(&Attribute::AlwaysAuthenticate(true)))
}

/// `DigestInfo` of a message (RFC 8017 9.2), which has NULL for parameters.
fn digest_info(algorithm: DigestAlgorithm, message: &[u8]) -> Vec<u8> {
    let identifier = sequence(&[oid(algorithm.id()), NULL.to_vec()]);
    sequence(&[identifier, tlv(OCTETS, &algorithm.digest(&[message]))])
}

/// `ECDSA-Sig-Value` (RFC 3279 2.2.3) of the two numbers that PKCS#11 puts one after the other.
fn ecdsa_value(numbers: &[u8]) -> Vec<u8> {
    let (r, s) = numbers.split_at(numbers.len() / 2);
    sequence(&[unsigned(r), unsigned(s)])
}

/// A whole number that is not negative: as short as it can be, and with a zero before a first bit that is set.
fn unsigned(octets: &[u8]) -> Vec<u8> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let digits = &octets[zeros..];
    let sign: &[u8] = if digits.first().is_none_or(|first| *first >= 0x80) { &[0] } else { &[] };
    tlv(INTEGER, &[sign, digits].concat())
}

/// What the module says, by the names of the standard; its own sentences are long.
fn unusable(error: Error) -> KeyError {
    let said = if let Error::Pkcs11(why, function) = &error {
        format!("{function:?}: {why:?}")
    } else {
        error.to_string()
    };
    KeyError::Unusable(said)
}

fn refused(error: Error) -> KeyError {
    let Error::Pkcs11(why, _) = error else { return unusable(error) };
    if matches!(why, RvError::PinIncorrect | RvError::PinInvalid | RvError::PinLenRange) {
        KeyError::WrongSecret
    } else if why == RvError::PinLocked {
        KeyError::PinLocked
    } else {
        unusable(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_ecdsa_are_written_as_der_has_them() {
        assert_eq!(ecdsa_value(&[0, 1, 0x80, 0]), [0x30, 8, 2, 1, 1, 2, 3, 0, 0x80, 0]);
        assert_eq!(ecdsa_value(&[0, 0, 0, 0]), [0x30, 6, 2, 1, 0, 2, 1, 0]);
    }

    #[test]
    fn a_card_that_digests_is_given_the_message_and_another_the_digest() {
        let both = [MechanismType::RSA_PKCS, MechanismType::SHA256_RSA_PKCS];
        assert_eq!(Way::choose(SignatureAlgorithm::RsaPkcs1, &both), Ok(Way::Whole));
        assert_eq!(Way::choose(SignatureAlgorithm::RsaPkcs1, &both[..1]), Ok(Way::DigestInfo));
        assert_eq!(Way::choose(SignatureAlgorithm::EcdsaP384, &[MechanismType::ECDSA]), Ok(Way::Digested));
        assert!(Way::choose(SignatureAlgorithm::EcdsaP384, &both).is_err());
    }
}
