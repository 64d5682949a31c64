namespace FlowLogStack.Testing;

/// <summary>One browser for the tests of a class, which open their pages one after another. It starts when it is first used.</summary>
public sealed class SharedBrowser : IDisposable
{
    readonly Lazy<Browser> browser = new(Browser.Start);

    /// <summary>The browser.</summary>
    public Browser Browser => browser.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (browser.IsValueCreated)
            browser.Value.Dispose();
    }
}
