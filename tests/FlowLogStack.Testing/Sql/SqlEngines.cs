namespace FlowLogStack.Testing;

/// <summary>
/// The npm packages that try SQL: the grammars of Trino and Hive. They are installed from the lockfile beside
/// this file, once for a lockfile, into <c>artifacts/sql-engines</c>.
/// </summary>
/// <remarks>A test that needs them says so with <c>[ToolFact("node", "npm")]</c>.</remarks>
public static class SqlEngines
{
    static readonly Lazy<string> Installed = new(() => NodePackages.Install(Repository.PathOf("tests", "FlowLogStack.Testing", "Sql"), "sql-engines"));

    /// <summary>The folder whose <c>node_modules</c> has the packages; installs them first.</summary>
    /// <exception cref="InvalidOperationException">npm failed; the message holds what it printed.</exception>
    public static string Folder => Installed.Value;

    /// <summary>A file of the folder this one stands in.</summary>
    public static string Source(string name) => Repository.PathOf("tests", "FlowLogStack.Testing", "Sql", name);
}
