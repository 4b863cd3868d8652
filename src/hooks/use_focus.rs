//! Puts the focus where the state says, once what takes it is there.

use yew::prelude::*;

use crate::components::{element, look_at};
use crate::components::{input, proof, report, verdict};
use crate::state::{Lit, Side, State, Target};

/// Moves the focus to the verdict that was waited for, to the box, and to the claim that was asked for. Nothing moves while somebody types.
#[hook]
pub fn use_focus(state: &UseReducerHandle<State>) {
    use_effect_with((state.focus, state.is_current()), |(focus, current)| {
        let target = match focus.target {
            Target::Verdict if *current => element(verdict::ID),
            Target::Field => element(input::FIELD),
            Target::Report => return element(report::TITLE).map_or((), |it| look_at(&it)),
            _ => None,
        };
        if let Some(target) = target {
            let _ = target.focus();
        }
    });
    use_effect_with(state.lit, |lit| {
        if let Some(Lit {
            claim,
            side: Side::Claim,
            ..
        }) = *lit
            && let Some(claim) = element(&proof::id_of(claim))
        {
            look_at(&claim);
        }
    });
}
