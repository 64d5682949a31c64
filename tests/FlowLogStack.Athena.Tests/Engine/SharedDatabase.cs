namespace FlowLogStack.Athena.Tests;

/// <summary>One engine for the tests of a class, started at the first access.</summary>
public sealed class SharedDatabase : IDisposable
{
    readonly Lazy<DuckDb> database = new(() => DuckDb.Start());

    internal DuckDb Value => database.Value;

    public void Dispose()
    {
        if (database.IsValueCreated)
            database.Value.Dispose();
    }
}
