using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

/// <summary>The browser that the tests of pages use: an action returns when the page has handled what the action causes.</summary>
public sealed class BrowserTests : IDisposable
{
    // Each event is handled a frame after it is raised, so that a test that does not wait reads the page before it.
    const string LatePage = """
        <!doctype html><title>Late</title>
        <style>@media print { body { color: #000; } }</style>
        <a id="link" href="#there">There</a> <details id="details"><summary>More</summary><p id="there">There</p></details>
        <input id="text"> <button id="button">Button</button>
        <script>
        const handled = [];
        const later = (text) => requestAnimationFrame(() => setTimeout(() => handled.push(text)));
        addEventListener('hashchange', () => later(`hashchange ${location.hash}`));
        details.addEventListener('toggle', () => later(`toggle ${details.open}`));
        button.addEventListener('pointermove', () => later('pointermove'));
        button.addEventListener('focus', () => later('focus'));
        text.addEventListener('input', () => later(`input ${text.value}`));
        matchMedia('print').addEventListener('change', (media) => later(`print ${media.matches}`));
        </script>
        """;

    readonly string folder = Directory.CreateTempSubdirectory("browser-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [ToolFact("node", "npm", Browser.Program)]
    public void Returns_from_an_action_when_the_page_has_handled_it()
    {
        var file = Path.Combine(folder, "late.html");
        File.WriteAllText(file, LatePage);
        using var browser = Browser.Start();
        browser.Open(file);

        browser.Click("#link");
        Assert.Equal(["hashchange #there", "toggle true"], Handled(browser));
        browser.Click("summary");
        Assert.Equal(["toggle false"], Handled(browser));
        browser.Run("location.hash = '#text'");
        Assert.Contains("hashchange #text", Handled(browser));
        browser.Run("history.back()");
        Assert.Contains("hashchange #there", Handled(browser));
        browser.Fill("#text", "typed");
        Assert.Equal(["input typed"], Handled(browser));
        browser.Hover("#button", 0.5);
        Assert.Contains("pointermove", Handled(browser));
        browser.Focus("#link");
        Handled(browser);
        browser.Run("location.hash = ''");
        Handled(browser);
        browser.Focus("#link");
        browser.Press("Enter");
        Assert.Contains("hashchange #there", Handled(browser));
        browser.Focus("#button");
        Assert.Equal(["focus"], Handled(browser));
        browser.EmulatePrint(true);
        Assert.Equal(["print true"], Handled(browser));
    }

    [ToolFact("node", "npm", Browser.Program)]
    public void Finds_violations_in_what_is_displayed_and_leaves_the_page_as_it_was()
    {
        var file = Path.Combine(folder, "parts.html");
        File.WriteAllText(file, """
            <!doctype html><html lang="en"><title>Parts</title><main><h1>Parts</h1>
            <section><img src="data:," id="displayed"></section> <section hidden><img src="data:," id="hidden"></section></main></html>
            """);
        using var browser = Browser.Start();
        browser.Open(file);
        const string Parts = "[...document.querySelectorAll('section')].map((part) => part.outerHTML)";
        var before = browser.Evaluate(Parts).ToString();

        Assert.Contains("image-alt", Assert.Single(browser.Audit()), StringComparison.Ordinal);
        Assert.Contains("#displayed", Assert.Single(browser.Audit("section")), StringComparison.Ordinal);
        Assert.Equal(before, browser.Evaluate(Parts).ToString());
        browser.Run("document.querySelectorAll('section').forEach((part) => { part.hidden = !part.hidden; })");
        Assert.Contains("#hidden", Assert.Single(browser.Audit("section")), StringComparison.Ordinal);
    }

    static List<string> Handled(Browser browser) => [.. browser.Evaluate("handled.splice(0)").EnumerateArray().Select(text => text.GetString()!)];
}
