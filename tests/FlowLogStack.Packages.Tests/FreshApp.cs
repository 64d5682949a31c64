using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace FlowLogStack.Packages.Tests;

/// <summary>An app outside the repository, made by <c>dotnet new</c>, with our packages and the newest CDK. Its program is the README's.</summary>
public sealed partial class FreshApp : IDisposable
{
    const string Settings = "FlowLogStack.App.dll";
    static readonly Dictionary<string, string> Quiet = new() { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" };
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fresh-app-");
    readonly Lazy<string> engines;

    /// <summary>Packs, installs the tool, restores and builds the app.</summary>
    public FreshApp()
    {
        engines = new(MakeEngines);
        NewestCdk.Prepare();
        Succeed(Testing.Tool.Run("bash", [Repository.PathOf(".ci", "sbom")]), ".ci/sbom");
        foreach (var project in Packages.Ids.Except([Packages.Tool]))
            Dotnet(Repository.PathOf("src", project), "pack", "--no-build", "-c", BuildConfiguration.Name, "-o", Feed, "--nologo", "-v", "quiet");
        string[] asBuilt = ["-p:BuildProjectReferences=false", "-p:RunAnalyzers=false", "-m:1", $"-p:ToolPlatforms={Platform}"];
        Dotnet(Repository.PathOf("src", Packages.Tool), ["pack", "-c", BuildConfiguration.Name, "-o", Feed, "--nologo", "-v", "quiet", .. asBuilt]);
        var feeds = Path.Combine(folder.FullName, "nuget.config");
        File.WriteAllText(feeds, NewestCdk.NuGetConfig(Feed, NewestCdk.Feed));
        Dotnet(folder.FullName, "tool", "install", Packages.Tool, "--tool-path", ToolFolder, "--configfile", feeds);

        var watch = Stopwatch.StartNew();
        Dotnet(folder.FullName, "new", "console", "--output", App, "--name", "Network", "--no-restore");
        File.WriteAllText(Path.Combine(App, "Program.cs"), Program(PackageText("FlowLogStack.Constructs", "README.md")));
        File.WriteAllText(Path.Combine(App, "Network.csproj"), Project());
        Dotnet(App, "build", "--nologo", "-v", "quiet", "-o", Built);
        EnsureOurs("FlowLogStack.Records");
        EnsureOurs("FlowLogStack.Constructs");
        Example = Synthesize(null, "dotnet", [Path.Combine(Built, "Network.dll")]);
        TimeToTemplate = watch.Elapsed;
    }

    /// <summary>The folder of the packages.</summary>
    public string Feed => Path.Combine(folder.FullName, "feed");

    /// <summary>The template of the README's program.</summary>
    public string Example { get; }

    /// <summary>The time from <c>dotnet new</c> to the template of the README's program.</summary>
    public TimeSpan TimeToTemplate { get; }

    /// <summary>The installed tool.</summary>
    public string Tool => Path.Combine(ToolFolder, OperatingSystem.IsWindows() ? "flowlogs.exe" : "flowlogs");

    string Version => Path.GetFileNameWithoutExtension(Directory.GetFiles(Feed, "FlowLogStack.Records.*.nupkg").Single())["FlowLogStack.Records.".Length..];

    string ToolFolder => Path.Combine(folder.FullName, "tool");

    string App => Path.Combine(folder.FullName, "app");

    /// <summary>The folder of the built app.</summary>
    public string Built => Path.Combine(folder.FullName, "built");

    string CarriedApp => Directory.GetFiles(ToolFolder, Settings, SearchOption.AllDirectories).Single();

    /// <summary>Synthesizes settings with the assembly that the tool carries, on the newest CDK.</summary>
    /// <param name="settings">The text of <c>flowlogs.json</c>.</param>
    /// <returns>The text of the template.</returns>
    public string SynthesizeOnNewest(string settings)
    {
        var host = Path.Combine(Built, "Network");
        string[] run = ["exec", "--runtimeconfig", host + ".runtimeconfig.json", "--depsfile", host + ".deps.json", Path.Combine(Built, Settings)];
        return Synthesize(settings, "dotnet", run);
    }

    /// <summary>Synthesizes settings with the installed tool, which carries the lowest supported CDK.</summary>
    /// <param name="settings">The text of <c>flowlogs.json</c>.</param>
    /// <returns>The text of the template.</returns>
    public string SynthesizeWithTool(string settings) => Synthesize(settings, Tool, ["app"]);

    /// <summary>Packs a project with a property, apart from the other packages.</summary>
    /// <returns>The text of its nuspec.</returns>
    public string PackWith(string id, string property)
    {
        var other = folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
        Dotnet(Repository.PathOf("src", id), "pack", "--no-build", "-c", BuildConfiguration.Name, "-o", other, "--nologo", "-v", "quiet", property);
        return Text(Directory.GetFiles(other, "*.nupkg").Single(), id + ".nuspec");
    }

    /// <summary>DuckDB's library as the package of a platform has it.</summary>
    /// <param name="platform">The platform, such as <c>osx-arm64</c>.</param>
    /// <returns>The path of the library.</returns>
    public string Engine(string platform) =>
        Directory.GetFiles(Path.Combine(engines.Value, platform), "*duckdb.*", SearchOption.AllDirectories).Single();

    /// <summary>The path of a package: of the tool, of that for this platform.</summary>
    public string Package(string id) => Directory.GetFiles(Feed, $"{IdOf(id)}.{Version}.nupkg").Single();

    /// <summary>The path of the package of the tool that names those of the platforms.</summary>
    public string ListOfPlatforms => Path.Combine(Feed, $"{Packages.Tool}.{Version}.nupkg");

    /// <summary>The name of this platform in packages.</summary>
    public static string Platform => System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;

    /// <summary>The text of a package's own description.</summary>
    public string Nuspec(string id) => PackageText(id, IdOf(id) + ".nuspec");

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    /// <summary>The program in a README: its only block of C#.</summary>
    public static string Program(string readme) => Assert.Single(Code().Matches(readme)).Groups["code"].Value;

    /// <summary>The text of a file in a package.</summary>
    public string PackageText(string id, string entry) => Text(Package(id), entry);

    // In one run for all platforms, because most of its time is the start of the build engine.
    string MakeEngines()
    {
        var made = folder.CreateSubdirectory("engines").FullName;
        var project = Path.Combine(made, "engines.proj");
        File.WriteAllText(project, $"""
            <Project>
              <ItemGroup>
                <Platform Include="linux-x64;linux-arm64;osx-x64;osx-arm64;win-x64;win-arm64" />
              </ItemGroup>
              <Target Name="Make">
                <MSBuild Projects="{Repository.PathOf("src", Packages.Tool, Packages.Tool + ".csproj")}" Targets="PublishEngineOfPlatform"
                         Properties="ToolPlatforms=%(Platform.Identity);RuntimeIdentifier=%(Platform.Identity);
                           IntermediateOutputPath={made}/%(Platform.Identity)/" />
              </Target>
            </Project>
            """);
        Dotnet(made, "msbuild", project, "-nologo", "-v:quiet");
        return made;
    }

    static string IdOf(string id) => id == Packages.Tool ? $"{id}.{Platform}" : id;

    static string Text(string path, string entry)
    {
        using var package = ZipFile.OpenRead(path);
        using var reader = new StreamReader(package.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    string Synthesize(string? settings, string program, string[] arguments)
    {
        var run = folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
        if (settings is not null)
            File.WriteAllText(Path.Combine(run, "flowlogs.json"), settings);
        var variables = new Dictionary<string, string> { ["CDK_OUTDIR"] = Path.Combine(run, "cdk.out"), ["CDK_CONTEXT_JSON"] = "{}" };
        var result = Testing.Tool.Run(program, arguments, variables, run);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        return File.ReadAllText(Directory.GetFiles(Path.Combine(run, "cdk.out"), "*.template.json").Single());
    }

    // The packages of the newest CDK are used where the cache has them; ours are restored to a folder of this run, since their version is always the same.
    string Project() => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <Nullable>enable</Nullable>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
            <!-- Where a feed lacks the lowest version of a dependency, a later one is as good. -->
            <NoWarn>$(NoWarn);NU1603</NoWarn>
            <RestorePackagesPath>{Path.Combine(folder.FullName, "packages")}</RestorePackagesPath>
            <RestoreFallbackFolders>{NewestCdk.Packages}</RestoreFallbackFolders>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Amazon.CDK.Lib" Version="{NewestCdk.Version}" />
            <PackageReference Include="FlowLogStack.Constructs" Version="*-*" />
            <Reference Include="FlowLogStack.App" HintPath="{CarriedApp}" />
          </ItemGroup>
        </Project>
        """;

    // What is tested is what was packed, and nothing of a cache.
    void EnsureOurs(string id)
    {
        using var package = ZipFile.OpenRead(Package(id));
        using var packed = new MemoryStream();
        using (var assembly = package.GetEntry($"lib/net10.0/{id}.dll")!.Open())
            assembly.CopyTo(packed);
        var built = File.ReadAllBytes(Path.Combine(Built, id + ".dll"));
        Assert.True(packed.ToArray().AsSpan().SequenceEqual(built), $"{id}.dll of the app is not that of {Package(id)}.");
    }

    static void Dotnet(string folder, params string[] arguments) =>
        Succeed(Testing.Tool.Run("dotnet", arguments, Quiet, folder), $"dotnet {string.Join(' ', arguments)}");

    static void Succeed(ToolResult result, string command) => Assert.True(result.ExitCode == 0, $"{command}:\n{result.Output}{result.Errors}");

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();
}
