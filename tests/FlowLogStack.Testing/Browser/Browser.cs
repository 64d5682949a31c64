using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Xunit;

namespace FlowLogStack.Testing;

/// <summary>A real browser without a window, with one page in it, as a person would use it.</summary>
/// <remarks>
/// A test that needs it says so with <c>[ToolFact("node", "npm", Browser.Program)]</c>. One call at a time; not for several
/// threads. A call that acts on the page returns when the page has handled the events that the action raises, also those that browsers raise later,
/// such as <c>hashchange</c> and <c>toggle</c>.
/// </remarks>
public sealed class Browser : IDisposable
{
    /// <summary>The browser, as Debian's package installs it.</summary>
    public const string Program = "chromium";

    static readonly Lazy<string> Packages = new(() => NodePackages.Install(Source, "browser"));

    readonly Process process;
    readonly StringBuilder errors = new();

    Browser(Process process) => this.process = process;

    static string Source => Repository.PathOf("tests", "FlowLogStack.Testing", "Browser");

    /// <summary>Starts the browser with no page.</summary>
    public static Browser Start()
    {
        var path = Tool.Find(Program)
            ?? throw new InvalidOperationException($"{Program} is not on the PATH: install it, or run without CI=true to skip what needs it.");
        var start = new ProcessStartInfo("node", [Path.Combine(Source, "browser.mjs"), Packages.Value, path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        var browser = new Browser(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
        browser.process.ErrorDataReceived += (_, line) => browser.errors.AppendLine(line.Data);
        browser.process.BeginErrorReadLine();
        return browser;
    }

    /// <summary>Opens a file in place of the page before.</summary>
    public void Open(
        string file,
        int width = 1280,
        int height = 900,
        bool isDark = false,
        bool withScripts = true,
        bool withForcedColors = false,
        string fragment = "") =>
        Do(new
        {
            @do = "open",
            url = new Uri(file).AbsoluteUri + fragment,
            width,
            height,
            colorScheme = isDark ? "dark" : "light",
            forcedColors = withForcedColors ? "active" : "none",
            reducedMotion = "reduce",
            javaScript = withScripts,
        });

    /// <summary>Returns the value of a JavaScript expression, or of a function that is called, which reads the page.</summary>
    public JsonElement Evaluate(string script) => Do(new { @do = "evaluate", script });

    /// <summary>Runs a JavaScript expression, or a function, that changes the page.</summary>
    public void Run(string script) => Do(new { @do = "run", script });

    /// <summary>Shows the page as it would be printed, or as on a screen again.</summary>
    public void EmulatePrint(bool isPrinted) => Do(new { @do = "media", media = isPrinted ? "print" : "screen" });

    /// <summary>Moves the pointer over an element, to a share of its width and height.</summary>
    public void Hover(string selector, double x, double y = 0.5) => Do(new { @do = "hover", selector, x, y });

    /// <summary>Presses the mouse button over an element at a share of its width, and releases it at another.</summary>
    public void Drag(string selector, double from, double to) => Do(new { @do = "drag", selector, from, to });

    /// <summary>Returns what axe-core finds on the page: violations of WCAG's levels A and AA and of best practices, with the first elements.</summary>
    /// <param name="absent">Elements that are taken out of the page meanwhile where they aren't displayed. A page with large parts of which one is
    /// displayed takes four times as long with all of them. Default: none.</param>
    public IReadOnlyList<string> Audit(string? absent = null) => Texts(Do(new { @do = "audit", selector = absent }));

    /// <summary>Clicks an element.</summary>
    public void Click(string selector) => Do(new { @do = "click", selector });

    /// <summary>Types a text into a field in place of what it has.</summary>
    public void Fill(string selector, string text) => Do(new { @do = "fill", selector, text });

    /// <summary>Moves the focus.</summary>
    public void Focus(string selector) => Do(new { @do = "focus", selector });

    /// <summary>Presses a key: <c>Tab</c>, <c>ArrowRight</c>, <c>Shift+ArrowRight</c>.</summary>
    public void Press(string key) => Do(new { @do = "press", key });

    /// <summary>Takes a picture of the window, or of the whole page.</summary>
    public void Screenshot(string path, bool isWholePage = false)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Do(new { @do = "screenshot", path, fullPage = isWholePage });
    }

    /// <summary>Takes a picture for a review by eye, if the environment has <c>KEEP_SCREENSHOTS=1</c>.</summary>
    /// <remarks>No test reads it, and the picture of a whole page takes a second.</remarks>
    public void KeepScreenshot(string path, bool isWholePage = false)
    {
        if (Environment.GetEnvironmentVariable("KEEP_SCREENSHOTS") == "1")
            Screenshot(path, isWholePage);
    }

    /// <summary>
    /// Compares the text of the first visible elements with that of the picture in the documentation, or takes the picture with
    /// <see cref="Snapshot.UpdateVariable"/>. A picture that is older than its page fails the test.
    /// </summary>
    /// <param name="name">Name of the picture in <c>docs/images</c>, without the extension.</param>
    /// <param name="selector">Elements of the page that the picture shows.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="testFile">Path of the test, beside which the text is kept.</param>
    public void Pictured(string name, string selector, int count, [CallerFilePath] string testFile = "")
    {
        var picture = Repository.PathOf("docs", "images", name + ".png");
        if (Environment.GetEnvironmentVariable(Snapshot.UpdateVariable) == "1")
            Screenshot(picture);
        var texts = Evaluate($$"""
            [...document.querySelectorAll('{{selector}}')].filter((element) => element.checkVisibility()).slice(0, {{count}})
              .map((element) => element.innerText.replace(/\s+/g, ' ').trim())
            """);
        Assert.Equal(count, texts.GetArrayLength());
        Snapshot.Matches(name + ".txt", string.Join('\n', Texts(texts)) + "\n", testFile);
        Assert.InRange(new FileInfo(picture).Length, 10_000, 300_000);
    }

    /// <summary>Prints the page to a PDF.</summary>
    public void Print(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Do(new { @do = "pdf", path });
    }

    /// <summary>What the page has written to the console since it was opened, errors included.</summary>
    public IReadOnlyList<string> Messages() => Texts(Do(new { @do = "messages" }));

    /// <summary>Every address the page has asked for since it was opened, its own first.</summary>
    public IReadOnlyList<string> Requests() => Texts(Do(new { @do = "requests" }));

    /// <summary>Ends the browser.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    static List<string> Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(text => text.GetString()!)];

    JsonElement Do(object action)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(action));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The browser ended: {errors}");
        var root = JsonDocument.Parse(answer).RootElement;
        return root.TryGetProperty("error", out var error) ? throw new InvalidOperationException(error.GetString()) : root.GetProperty("result");
    }
}
