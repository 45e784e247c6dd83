//! Why a signature does not hold, and the words of ETSI EN 319 102-1 5.1.3 for it.

use crate::signatures::pki::algorithm::BadSignature;
use crate::signatures::pki::chain::ChainError;
use crate::signatures::pki::cms::CmsError;
use crate::signatures::pki::der::Malformed;

/// The main indication of a verdict (EN 319 102-1 table 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Indication {
    /// The signature holds.
    Passed,
    /// What is at hand does not suffice to say.
    Indeterminate,
    /// The signature does not hold.
    Failed,
}

impl Indication {
    /// The word of the standard.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Failed => "TOTAL-FAILED",
            Self::Indeterminate => "INDETERMINATE",
            Self::Passed => "TOTAL-PASSED",
        }
    }
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $code:literal $indication:ident $word:literal;)*) => {
        /// Why a signature, or a whole file, is not taken.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Reason {
            $($(#[$doc])* $name,)*
        }

        impl Reason {
            /// Every reason there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name for programs; it never changes.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The main indication.
            #[must_use]
            pub fn indication(self) -> Indication {
                match self { $(Self::$name => Indication::$indication,)* }
            }

            /// The sub-indication (EN 319 102-1 table 6).
            #[must_use]
            pub fn sub_indication(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

reasons! {
    /// The file does not begin as a PDF does.
    NotPdf "not-a-pdf" Failed "FORMAT_FAILURE";
    /// The file is larger than is read.
    TooLarge "too-large" Failed "FORMAT_FAILURE";
    /// The file is encrypted, which the archival format forbids (ISO 19005-2 6.1.3).
    Encrypted "encrypted" Failed "FORMAT_FAILURE";
    /// Something follows the end of the file.
    TrailingBytes "trailing-bytes" Failed "FORMAT_FAILURE";
    /// The table of objects is not what ISO 32000-1 7.5.4 says, or would have to be guessed.
    BrokenTable "broken-table" Failed "FORMAT_FAILURE";
    /// Two tables of the same objects, for readers of different age (ISO 32000-1 7.5.8.4).
    HybridTable "hybrid-table" Indeterminate "GENERIC";
    /// An object has been numbered anew: readers that honour generations see other objects (ISO 32000-1 7.3.10, 7.5.4).
    Generation "generation" Indeterminate "GENERIC";
    /// An object cannot be read in one way only.
    BrokenObject "broken-object" Failed "FORMAT_FAILURE";
    /// A dictionary has a key twice: readers would see different things.
    DuplicateKey "duplicate-key" Failed "FORMAT_FAILURE";
    /// The file has no signature.
    NoSignature "no-signature" Failed "FORMAT_FAILURE";
    /// The file has timestamps, and nobody has signed it.
    OnlyTimestamps "only-timestamps" Indeterminate "GENERIC";

    /// The signature dictionary lacks something, or has what it must not have (EN 319 142-1 table 1).
    SignatureDictionary "signature-dictionary" Failed "FORMAT_FAILURE";
    /// The signature is of a kind that is not verified.
    WrongSubFilter "wrong-subfilter" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// `/ByteRange` is not two ranges from the beginning of the file (ISO 32000-1 12.8.1).
    ByteRange "byte-range" Failed "FORMAT_FAILURE";
    /// What the ranges leave out is not the signature's own `/Contents`, and nothing else.
    ContentsGap "contents-gap" Failed "FORMAT_FAILURE";
    /// The ranges do not end where a revision of the file ends.
    Coverage "coverage" Failed "FORMAT_FAILURE";
    /// Something other than zeros follows the signature within `/Contents`.
    Padding "padding" Failed "FORMAT_FAILURE";

    /// The signature has lengths that are not DER.
    NotDer "not-der" Failed "FORMAT_FAILURE";
    /// A set of the signature is not in the order of DER.
    UnsortedSet "unsorted-set" Failed "FORMAT_FAILURE";
    /// The signature is not a CMS signature.
    BrokenCms "broken-cms" Failed "FORMAT_FAILURE";
    /// There is not exactly one signer.
    Signers "signers" Failed "FORMAT_FAILURE";
    /// The signature has attributes twice, lacks one, or has the wrong kind of content.
    Attributes "attributes" Failed "FORMAT_FAILURE";
    /// The certificate of the signer is not there.
    NoSigningCertificate "no-signing-certificate" Indeterminate "NO_SIGNING_CERTIFICATE_FOUND";
    /// The signature does not name its certificate.
    CertificateNotNamed "certificate-not-named" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// The signature names another certificate than the one it came with.
    CertificateSwapped "certificate-swapped" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// A time within the signature, which a PDF signature has elsewhere (EN 319 142-1 table 1).
    SigningTime "signing-time" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// An attribute that a PDF signature must not have.
    ForbiddenAttribute "forbidden-attribute" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// The protected algorithms are not those that were used (RFC 6211).
    AlgorithmSwapped "algorithm-swapped" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// An algorithm or a key is too weak, or not known.
    WeakAlgorithm "weak-algorithm" Indeterminate "CRYPTO_CONSTRAINTS_FAILURE";
    /// The bytes of the document are not those that were signed.
    HashMismatch "hash-mismatch" Failed "HASH_FAILURE";
    /// The signature was not made with the key of the certificate.
    WrongSignature "wrong-signature" Failed "SIG_CRYPTO_FAILURE";

    /// A timestamp is of something else.
    TimestampImprint "timestamp-imprint" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// A timestamp cannot be read, or is not signed as it says.
    TimestampBroken "timestamp-broken" Indeterminate "SIG_CONSTRAINTS_FAILURE";
    /// A timestamp comes from one who is not trusted to make it.
    TimestampUntrusted "timestamp-untrusted" Indeterminate "NO_POE";
    /// Timestamps tell times in an impossible order.
    TimestampOrder "timestamp-order" Indeterminate "TIMESTAMP_ORDER_FAILURE";

    /// No path leads from the certificate to a trusted one.
    NoPath "no-path" Indeterminate "NO_CERTIFICATE_CHAIN_FOUND";
    /// The certificate of an authority signed as a person's.
    AuthorityAsSigner "authority-as-signer" Indeterminate "CHAIN_CONSTRAINTS_FAILURE";
    /// A certificate is used for what it is not made for.
    WrongUse "wrong-use" Indeterminate "CHAIN_CONSTRAINTS_FAILURE";
    /// A certificate or a constraint on the path is not kept.
    BrokenPath "broken-path" Indeterminate "CERTIFICATE_CHAIN_GENERAL_FAILURE";
    /// A certificate's validity had ended, and nothing proves that the signature is older.
    Expired "expired" Indeterminate "OUT_OF_BOUNDS_NO_POE";
    /// A certificate's validity has not begun.
    NotYetValid "not-yet-valid" Indeterminate "OUT_OF_BOUNDS_NO_POE";
    /// The signature is proven to be older than the certificate.
    SignedBeforeValid "signed-before-valid" Failed "NOT_YET_VALID";
    /// The signer's certificate is revoked, and nothing proves that the signature is older.
    Revoked "revoked" Indeterminate "REVOKED_NO_POE";
    /// The certificate of an authority is revoked.
    RevokedAuthority "revoked-authority" Indeterminate "REVOKED_CA_NO_POE";
    /// Nothing is said of whether a certificate is revoked.
    RevocationUnknown "revocation-unknown" Indeterminate "TRY_LATER";
    /// What is said of revocation is too old.
    RevocationStale "revocation-stale" Indeterminate "TRY_LATER";
    /// What is said of revocation comes from one who has no right to say it.
    RevocationUnauthorised "revocation-unauthorised" Indeterminate "TRY_LATER";

    /// Objects were changed after the signature in a way that no later signature needs.
    ChangedAfter "changed-after" Failed "FORMAT_FAILURE";
    /// An addition has bytes that its table does not name, or names bytes that are not its own.
    HiddenObjects "hidden-objects" Failed "FORMAT_FAILURE";
    /// A later change that the certification forbids (ISO 32000-1 12.8.2.2).
    NotPermitted "not-permitted" Failed "FORMAT_FAILURE";
}

impl Reason {
    /// Whether it says that the signature is of a kind that is not judged here, which says nothing against it.
    #[must_use]
    pub fn is_of_form(self) -> bool {
        matches!(self, Self::HybridTable | Self::OnlyTimestamps | Self::WrongSubFilter)
    }

    /// Whether it speaks of the certificates alone, which depends on whom the user trusts and on what is known of them;
    /// the signature itself may hold.
    #[must_use]
    pub fn is_of_trust(self) -> bool {
        matches!(
            self,
            Self::TimestampUntrusted
                | Self::NoPath
                | Self::AuthorityAsSigner
                | Self::WrongUse
                | Self::BrokenPath
                | Self::Expired
                | Self::NotYetValid
                | Self::Revoked
                | Self::RevokedAuthority
                | Self::RevocationUnknown
                | Self::RevocationStale
                | Self::RevocationUnauthorised
        )
    }
}

impl From<Malformed> for Reason {
    fn from(error: Malformed) -> Self {
        match error {
            Malformed::Length => Self::NotDer,
            Malformed::Shape => Self::BrokenCms,
            Malformed::Unsorted => Self::UnsortedSet,
        }
    }
}

impl From<CmsError> for Reason {
    fn from(error: CmsError) -> Self {
        match error {
            CmsError::Bare => Self::Attributes,
            CmsError::Malformed(malformed) => malformed.into(),
            CmsError::Signers => Self::Signers,
        }
    }
}

impl From<BadSignature> for Reason {
    fn from(error: BadSignature) -> Self {
        match error {
            BadSignature::Weak => Self::WeakAlgorithm,
            BadSignature::Wrong => Self::WrongSignature,
        }
    }
}

impl From<ChainError> for Reason {
    fn from(error: ChainError) -> Self {
        match error {
            ChainError::AuthorityAsLeaf => Self::AuthorityAsSigner,
            ChainError::Broken => Self::BrokenPath,
            ChainError::Expired => Self::Expired,
            ChainError::NoPath => Self::NoPath,
            ChainError::NotYetValid => Self::NotYetValid,
            ChainError::Weak => Self::WeakAlgorithm,
            ChainError::WrongUse => Self::WrongUse,
        }
    }
}
