//! Calling the template with values. These are typst's internal calls, gathered in one file: they mirror
//! `compile_impl` of typst 0.15.1 and are to be read again on every upgrade.

use comemo::{Constraint, Track};
use typst::World;
use typst::diag::{SourceDiagnostic, SourceResult};
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{Content, Context, Func, Output, StyleChain, Target, TargetElem, Value};
use typst::introspection::{EmptyIntrospector, Introspector, MAX_ITERS};
use typst::syntax::Span;
use typst::utils::Protected;
use typst_layout::PagedDocument;

use super::world::ReportWorld;

/// A function of the template.
#[derive(Clone, Copy, Debug)]
pub(super) enum Template {
    /// Drawings of charts, each on a page of its size.
    Drawings,
    /// What is shown in a field once it is signed.
    Panel,
    /// The record of a verification.
    Record,
    /// The whole document.
    Render,
}

impl Template {
    fn name(self) -> &'static str {
        match self {
            Self::Drawings => "drawings",
            Self::Panel => "panel",
            Self::Record => "record",
            Self::Render => "render",
        }
    }
}

/// Calls a function of the template with a value and lays the result out in pages.
pub(super) fn typeset(
    world: &ReportWorld,
    template: Template,
    value: Value,
) -> Result<PagedDocument, EcoVec<SourceDiagnostic>> {
    let mut sink = Sink::new();
    let laid =
        content(world, template, value, &mut sink).and_then(|content| pages(world, &content, &mut sink))?;
    let delayed = sink.delayed();
    if delayed.is_empty() { Ok(laid) } else { Err(delayed) }
}

fn content(world: &ReportWorld, template: Template, value: Value, sink: &mut Sink) -> SourceResult<Content> {
    let traced = Traced::default();
    let route = Route::default();
    let world: &dyn World = world;
    let library = world.library();
    let look = world.source(world.main()).expect("the world has its template");
    let module =
        typst_eval::eval(world.track(), library, traced.track(), sink.track_mut(), route.track(), &look)?;
    let function = module.scope().get(template.name()).map(|binding| binding.read().clone());
    let Some(Value::Func(function)) = function else {
        unreachable!("assets/look.typ defines `{}`", template.name())
    };
    let introspector = EmptyIntrospector;
    let mut engine = Engine {
        library,
        world: world.track(),
        introspector: Protected::new((&introspector as &dyn Introspector).track()),
        traced: traced.track(),
        sink: sink.track_mut(),
        route: Route::default(),
    };
    call(&function, &mut engine, value)
}

fn call(function: &Func, engine: &mut Engine, value: Value) -> SourceResult<Content> {
    Ok(function.call(engine, Context::none().track(), [value])?.display().spanned(Span::detached()))
}

/// Lays out until counters, references and the list of contents have settled.
fn pages(world: &ReportWorld, content: &Content, sink: &mut Sink) -> SourceResult<PagedDocument> {
    let world: &dyn World = world;
    let library = world.library();
    let base = StyleChain::new(&library.styles);
    let target = TargetElem::target.set(Target::Paged).wrap();
    let styles = base.chain(&target);
    let traced = Traced::default();
    let mut laid: Option<PagedDocument> = None;
    for _ in 0..MAX_ITERS {
        let constraint = Constraint::new();
        let mut subsink = Sink::new();
        let empty = EmptyIntrospector;
        let introspector: &dyn Introspector =
            laid.as_ref().map_or(&empty, |pages| Output::introspector(pages));
        let mut engine = Engine {
            library,
            world: world.track(),
            introspector: Protected::new(introspector.track_with(&constraint)),
            traced: traced.track(),
            sink: subsink.track_mut(),
            route: Route::default(),
        };
        let next = PagedDocument::create(&mut engine, content, styles)?;
        let settled = constraint.validate(Output::introspector(&next));
        laid = Some(next);
        if settled {
            sink.extend_from_sink(subsink);
            break;
        }
    }
    Ok(laid.expect("at least one pass was made"))
}
