using System.Security.Cryptography;

namespace FlowLogStack.Testing;

/// <summary>npm packages that tests drive, installed from a committed lockfile, once for a lockfile, into <c>artifacts</c>.</summary>
/// <remarks>A test that needs them says so with <c>[ToolFact("node", "npm")]</c>.</remarks>
public static class NodePackages
{
    /// <summary>Installs the packages unless they are there.</summary>
    /// <param name="source">The folder with <c>package.json</c> and <c>package-lock.json</c>.</param>
    /// <param name="name">What the folder in <c>artifacts</c> is called.</param>
    /// <returns>The folder whose <c>node_modules</c> has the packages.</returns>
    /// <exception cref="InvalidOperationException">npm failed; the message holds what it printed.</exception>
    public static string Install(string source, string name)
    {
        var lockfile = File.ReadAllBytes(Path.Combine(source, "package-lock.json"));
        var root = Repository.PathOf("artifacts", name);
        var folder = Path.Combine(root, Convert.ToHexStringLower(SHA256.HashData(lockfile))[..12]);
        var done = Path.Combine(folder, "installed");
        Directory.CreateDirectory(folder);
        // Test projects run side by side, and each may be the first.
        using var guard = Guard(Path.Combine(root, "lock"));
        if (File.Exists(done))
            return folder;
        File.Copy(Path.Combine(source, "package.json"), Path.Combine(folder, "package.json"), overwrite: true);
        File.WriteAllBytes(Path.Combine(folder, "package-lock.json"), lockfile);
        var result = Tool.Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"], folder: folder);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {folder} exited with {result.ExitCode}:\n{result.Output}{result.Errors}");
        File.WriteAllText(done, "");
        return folder;
    }

    /// <summary>Waits for a lock between processes and takes it.</summary>
    /// <param name="path">The file that stands for the lock.</param>
    /// <returns>The lock, which <c>Dispose</c> releases.</returns>
    /// <exception cref="IOException">Another process has held the lock for five minutes.</exception>
    public static FileStream Guard(string path)
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
