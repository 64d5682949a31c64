using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowLogStack.Packages.Tests;

/// <summary>The newest CDK that these tests use, and a folder feed of its dependencies that NuGet feeds lack.</summary>
/// <remarks>Both are made once for a user, outside the checkout: the packages of CDK alone are 400 MB.</remarks>
static partial class NewestCdk
{
    /// <summary>The newest supported version of <c>Amazon.CDK.Lib</c>.</summary>
    public const string Version = "2.277.0";

    const string Pacmak = "jsii-pacmak@1.140.0";

    // By NuGet id: the npm packages that jsii turns into the same assemblies as the publisher's.
    static readonly Dictionary<string, string> OnNpm = new()
    {
        ["Constructs"] = "constructs@10.8.1",
        ["Amazon.CDK.Asset.AwsCliV1"] = "@aws-cdk/asset-awscli-v1@2.2.292",
    };

    static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
        "flowlogstack-tests",
        "cdk-" + Version);

    /// <summary>The folder feed. It is empty where NuGet feeds have everything.</summary>
    public static string Feed => Path.Combine(Cache, "feed");

    /// <summary>The packages folder, in which NuGet finds the newest CDK without restoring it.</summary>
    public static string Packages => Path.Combine(Cache, "packages");

    /// <summary>Fills both folders unless they are filled.</summary>
    /// <exception cref="InvalidOperationException">A package can be neither restored nor made. The message has the output of the program.</exception>
    public static void Prepare()
    {
        Directory.CreateDirectory(Feed);
        var done = Path.Combine(Cache, "done");
        using var guard = NodePackages.Guard(Path.Combine(Cache, "lock"));
        if (File.Exists(done))
            return;
        // Each attempt names the packages it lacks; what the feeds have is never made.
        for (var made = 0; Lacking() is { Length: > 0 } lacking; made++)
        {
            if (made == OnNpm.Count)
                throw new InvalidOperationException($"{lacking[0]} was made, and still NuGet does not find it in {Feed}.");
            foreach (var package in lacking)
                Make(package);
        }

        File.WriteAllText(done, "");
    }

    static string[] Lacking()
    {
        var folder = Directory.CreateTempSubdirectory("newest-cdk-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "nuget.config"), NuGetConfig(Feed));
            File.WriteAllText(Path.Combine(folder.FullName, "newest.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup>
                    <TargetFramework>net10.0</TargetFramework>
                    <RestorePackagesPath>{Packages}</RestorePackagesPath>
                    <NuGetAudit>false</NuGetAudit>
                  </PropertyGroup>
                  <ItemGroup><PackageReference Include="Amazon.CDK.Lib" Version="[{Version}]" /></ItemGroup>
                </Project>
                """);
            var result = Tool.Run("dotnet", ["restore", "--nologo"], folder: folder.FullName);
            if (result.ExitCode == 0)
                return [];
            var absent = Absent().Matches(result.Output + result.Errors).Select(match => match.Groups["id"].Value);
            var lacking = absent.Where(OnNpm.ContainsKey).Distinct().ToArray();
            return lacking.Length > 0
                ? lacking
                : throw new InvalidOperationException($"Amazon.CDK.Lib {Version} was not restored:\n{result.Output}{result.Errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Make(string package)
    {
        var folder = Directory.CreateTempSubdirectory("pacmak-");
        try
        {
            var tool = folder.CreateSubdirectory("tool").FullName;
            var module = folder.CreateSubdirectory("module").FullName;
            Run("npm", ["install", "--prefix", tool, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", Pacmak], tool);
            Run("npm", ["pack", "--silent", OnNpm[package]], folder.FullName);
            Run("tar", ["xzf", Directory.GetFiles(folder.FullName, "*.tgz").Single(), "-C", module, "--strip-components=1"], folder.FullName);
            var made = Path.Combine(folder.FullName, "out");
            Run("npx", ["--prefix", tool, "jsii-pacmak", "--targets", "dotnet", "--outdir", made, "--pack-command", "npm pack --ignore-scripts"], module);
            foreach (var file in Directory.GetFiles(made, package + ".*.nupkg", SearchOption.AllDirectories))
                File.Copy(file, Path.Combine(Feed, Path.GetFileName(file)), overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static void Run(string program, string[] arguments, string folder)
    {
        var result = Tool.Run(program, arguments, folder: folder);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {result.ExitCode}:\n{result.Output}{result.Errors}");
    }

    /// <summary>The assemblies of the newest CDK, by name.</summary>
    public static IReadOnlyDictionary<string, string> Assemblies() =>
        Directory.GetFiles(Packages, "*.dll", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)!)) == "lib")
            .GroupBy(file => Path.GetFileNameWithoutExtension(file))
            .ToDictionary(files => files.Key, files => files.First());

    /// <summary>A NuGet configuration that adds folders to the feeds of the user.</summary>
    public static string NuGetConfig(params string[] folders) =>
        new XDocument(new XElement("configuration", new XElement("packageSources", folders.Select(Source)))).ToString();

    static XElement Source(string folder, int index) => new("add", new XAttribute("key", $"folder{index}"), new XAttribute("value", folder));

    [GeneratedRegex(@"error NU110\d: (?:Unable to find package|Package '?) ?(?<id>[\w.]+)")]
    private static partial Regex Absent();
}
