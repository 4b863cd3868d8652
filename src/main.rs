//! The page. Trunk builds this as the module that `index.html` loads.
#![forbid(unsafe_code)]

use smtp_lens_app::app::App;

fn main() {
    // What stands in `#app` until now is the page's own fallback text; Yew clears it.
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// A third of the weight of the standard library's allocator.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
