using System.Security.Cryptography;

namespace FlowLogStack.Testing;

/// <summary>
/// The npm packages that try SQL: DuckDB, and the grammars of Trino and Hive. They are installed from the lockfile beside
/// this file, once for a lockfile, into <c>artifacts/sql-engines</c>.
/// </summary>
/// <remarks>A test that needs them says so with <c>[ToolFact("node", "npm")]</c>.</remarks>
public static class SqlEngines
{
    static readonly Lazy<string> Installed = new(Install);

    /// <summary>The folder whose <c>node_modules</c> has the packages; installs them first.</summary>
    /// <exception cref="InvalidOperationException">npm failed; the message holds what it printed.</exception>
    public static string Folder => Installed.Value;

    /// <summary>A file of the folder this one stands in.</summary>
    public static string Source(string name) => Repository.PathOf("tests", "FlowLogStack.Testing", "Sql", name);

    static string Install()
    {
        var lockfile = File.ReadAllBytes(Source("package-lock.json"));
        var root = Repository.PathOf("artifacts", "sql-engines");
        var folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(lockfile))[..12]);
        var done = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        // Test projects run side by side, and each may be the first.
        using var guard = Guard(Path.Combine(root, "lock"));
        if (File.Exists(done))
            return folder;
        File.Copy(Source("package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        File.WriteAllBytes(Path.Combine(folder, "package-lock.json"), lockfile);
        var result = Tool.Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"], folder: folder);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {folder} exited with {result.ExitCode}:\n{result.Output}{result.Errors}");
        File.WriteAllText(done, "");
        return folder;
    }

    static FileStream Guard(string path)
    {
        for (var deadline = DateTime.UtcNow.AddMinutes(5); ; Thread.Sleep(100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < deadline)
            {
            }
        }
    }
}
