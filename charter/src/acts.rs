//! The fixed list of what a community can do. A kind that a charter does not name is refused: no article gives that
//! power.

use std::fmt;

macro_rules! acts {
    ($($kind:ident $name:literal $decided:ident $verb:literal;)*) => {
        /// A kind of act.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ActKind {
            $(#[doc = $verb] $kind,)*
        }

        impl ActKind {
            /// Every kind, in the order of the design: founding, accession, credentials, backsliding, peace, means.
            pub const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The key under `[acts]`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// What the act does, as an infinitive without `to`: `admit a state`.
            pub const fn verb(self) -> &'static str {
                match self { $(Self::$kind => $verb,)* }
            }

            /// Who brings it about: a vote, or one party alone.
            pub const fn by(self) -> Decided {
                match self { $(Self::$kind => Decided::$decided,)* }
            }
        }
    };
}

/// Who brings an act about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// A vote: the charter must give a rule.
    Vote,
    /// One party's declaration: the charter says whose.
    Declaration,
}

acts! {
    AdoptText "adopt-text" Vote "adopt the text of the charter";
    Sign "sign" Declaration "sign the charter";
    Ratify "ratify" Declaration "ratify the charter";
    Apply "apply" Declaration "apply for membership";
    Assess "assess" Declaration "assess a state on the record";
    OpenChapter "open-chapter" Vote "open an accession chapter";
    CloseChapter "close-chapter" Vote "close an accession chapter";
    Invite "invite" Vote "invite a state to accede";
    Admit "admit" Vote "admit a state";
    Accredit "accredit" Declaration "accredit a delegation";
    Revoke "revoke" Declaration "revoke a delegation's credentials";
    ContestCredentials "contest-credentials" Declaration "contest the credentials of a delegation";
    DecideCredentials "decide-credentials" Vote "decide which government holds a member's seat";
    Observe "observe" Vote "place a member under observation";
    Warn "warn" Vote "warn a member";
    Suspend "suspend" Vote "suspend rights of a member";
    Readmit "readmit" Vote "restore a suspended member";
    Expel "expel" Vote "expel a member";
    Withdraw "withdraw" Declaration "withdraw from the community";
    Consult "consult" Declaration "call for consultation";
    DeclareAttack "declare-attack" Declaration "declare an armed attack and ask for help";
    Pledge "pledge" Declaration "pledge forces or means";
    RegisterMandate "register-mandate" Declaration "register a resolution of the Security Council";
    PlanMission "plan-mission" Vote "plan a mission";
    AuthoriseMission "authorise-mission" Vote "authorise a mission";
    Deploy "deploy" Declaration "deploy forces to a mission";
    RenewMission "renew-mission" Vote "renew a mission";
    EndMission "end-mission" Vote "end a mission";
    ContributeForces "contribute-forces" Vote "contribute forces to an operation under United Nations command";
    RaiseWarning "raise-warning" Declaration "raise a warning of conflict";
    AnswerWarning "answer-warning" Vote "answer a warning";
    RecogniseAuthority "recognise-authority" Vote "recognise a transitional authority";
    FoundCompact "found-compact" Vote "found a peacebuilding compact";
    ReleaseTranche "release-tranche" Vote "release a tranche of a compact";
    ConcludeCompact "conclude-compact" Vote "conclude a compact";
    FailCompact "fail-compact" Vote "declare that a compact has failed";
    Elect "elect" Vote "elect to an office";
    Appoint "appoint" Vote "appoint to an office";
    AdoptBudget "adopt-budget" Vote "adopt the budget";
    Amend "amend" Vote "amend the charter";
    Advance "advance" Vote "advance to the next stage";
    Resolution "resolution" Vote "adopt a resolution";
}

impl ActKind {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for ActKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
