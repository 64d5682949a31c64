using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowLogStack.Packages.Tests;

/// <summary>Our packages as a team that only has them uses them.</summary>
public sealed partial class FreshAppTests(FreshApp app) : IClassFixture<FreshApp>
{
    const string App = "app";

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_program_in_the_README_compiles_and_synthesizes_on_the_newest_CDK()
    {
        var types = JsonNode.Parse(app.Example)!["Resources"]!.AsObject().Select(resource => (string)resource.Value!["Type"]!).ToList();
        Assert.Contains("AWS::EC2::FlowLog", types);
        Assert.Contains("AWS::CloudWatch::Alarm", types);
        var program = FreshApp.Program(File.ReadAllText(Repository.PathOf("src", "FlowLogStack.Constructs", "README.md")));
        Assert.Contains(program, File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
    }

    [ToolTheory("npm", "npx", "tar", "bash")]
    [InlineData("lab")]
    [InlineData("everything")]
    public void The_lowest_and_the_newest_CDK_synthesize_the_same_template_but_for_known_differences(string settings)
    {
        var file = Repository.PathOf("tests", "FlowLogStack.Packages.Tests", settings + ".flowlogs.json");
        var text = settings == "lab" ? "{}" : File.ReadAllText(file);
        var differences = TemplateDifferences.Between(app.SynthesizeWithTool(text), app.SynthesizeOnNewest(text))
            .Where(difference => !difference.IsKnown).ToList();
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_tool_prints_the_schema_that_the_app_checks_settings_with()
    {
        var result = Tool.Run(app.Tool, ["schema"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(File.ReadAllText(Repository.PathOf("src", "FlowLogStack.App", "flowlogs.schema.json")), result.Output);
        Assert.StartsWith("urn:", (string)JsonNode.Parse(result.Output)!["$id"]!, StringComparison.Ordinal);
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void Every_package_has_a_readme_an_icon_a_license_symbols_and_documentation()
    {
        foreach (var id in Packages.Ids)
        {
            var entries = Entries(app.Package(id));
            Assert.Superset(new HashSet<string> { "README.md", "icon.png", "LICENSE" }, entries);
            Assert.Contains(Entries(Path.ChangeExtension(app.Package(id), "snupkg")), entry => entry.EndsWith(".pdb", StringComparison.Ordinal));
            var metadata = XDocument.Parse(app.Nuspec(id)).Root!.Elements().First().Elements()
                .ToDictionary(element => element.Name.LocalName, element => element.Value);
            Assert.Equal("Apache-2.0", metadata["license"]);
            Assert.Equal("README.md", metadata["readme"]);
            Assert.False(metadata.ContainsKey("projectUrl"), "There is no published repository to name.");
        }

        Assert.All(["FlowLogStack.Records", "FlowLogStack.Constructs"], id => Assert.Contains($"lib/net10.0/{id}.xml", Entries(app.Package(id))));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_settings_in_the_README_of_the_tool_synthesize_without_a_checkout()
    {
        var settings = Settings().Match(app.PackageText("FlowLogStack.Cli", "README.md")).Groups["json"].Value;
        var resources = JsonNode.Parse(app.SynthesizeWithTool(settings))!["Resources"]!.AsObject();
        Assert.Contains(resources, resource => (string?)resource.Value!["Properties"]?["ResourceId"] == "vpc-0a1b2c3d4e5f67890");
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void One_property_names_the_repository_in_packages()
    {
        var records = app.PackWith("FlowLogStack.Records", "-p:RepositoryUrl=https://example.com/flow-logs");
        Assert.Contains("<projectUrl>https://example.com/flow-logs</projectUrl>", records, StringComparison.Ordinal);
        Assert.Contains("url=\"https://example.com/flow-logs\"", records, StringComparison.Ordinal);
        var urls = Packages.Ids.SelectMany(id => Url().Matches(app.Nuspec(id))).Select(url => url.Value).Distinct();
        Assert.All(urls, url => Assert.Matches("^https?://(schemas\\.microsoft\\.com/packaging|licenses\\.nuget\\.org|aka\\.ms/)", url));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_package_brings_the_processors_code_for_both_architectures_and_puts_it_beside_the_app()
    {
        var entries = Entries(app.Package("FlowLogStack.Constructs"));
        Assert.Contains("lib/net10.0/FlowLogStack.Constructs.dll", entries);
        Assert.Contains("lib/net10.0/FlowLogStack.Constructs.xml", entries);
        Assert.Contains("buildTransitive/FlowLogStack.Constructs.targets", entries);
        Assert.All(["x86_64", "arm64"], architecture =>
        {
            Assert.Contains($"processor/{architecture}/FlowLogStack.Processor.dll", entries);
            Assert.True(File.Exists(Path.Combine(app.Built, "processor", architecture, "FlowLogStack.Processor.dll")));

            // Native code is made on request; what was made is in the package and beside the app.
            var isMade = File.Exists(Repository.PathOf("artifacts", "function", "native", architecture + ".zip"));
            Assert.Equal(isMade, entries.Contains($"processor/native/{architecture}.zip"));
            Assert.Equal(isMade, File.Exists(Path.Combine(app.Built, "processor", "native", architecture + ".zip")));
        });
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_constructs_accept_every_CDK_2_from_the_lowest_supported_on()
    {
        var dependencies = XDocument.Parse(app.PackageText("FlowLogStack.Constructs", "FlowLogStack.Constructs.nuspec")).Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(element => (string)element.Attribute("id")!, element => (string)element.Attribute("version")!);
        Assert.Equal("[2.160.0, 3.0.0)", dependencies["Amazon.CDK.Lib"]);
        Assert.Equal("[10.0.5, 11.0.0)", dependencies["Constructs"]);
        Assert.Equal(["Amazon.CDK.Lib", "Constructs", "FlowLogStack.Records"], dependencies.Keys.Order(StringComparer.Ordinal));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void Every_assembly_of_others_that_is_shipped_is_in_the_notices()
    {
        var patterns = Regex.Matches(File.ReadAllText(Repository.PathOf("THIRD-PARTY-NOTICES.md")), @"(?m)^\| (?<names>`.*?) \|")
            .SelectMany(row => row.Groups["names"].Value.Split(", ").Select(name => name.Trim('`'))).ToList();
        foreach (var id in Packages.Ids)
        {
            var entries = Entries(app.Package(id));
            var others = entries.Where(entry => entry.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => Path.GetFileNameWithoutExtension(entry))
                .Where(name => name != "flowlogs" && !name.StartsWith("FlowLogStack.", StringComparison.Ordinal)).Distinct().ToList();
            Assert.Equal(others.Count > 0, entries.Contains("THIRD-PARTY-NOTICES.md"));
            Assert.All(others, name => Assert.True(patterns.Any(pattern => IsOf(pattern, name)), $"{name} in {id} is not in THIRD-PARTY-NOTICES.md."));
        }
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void Every_assembly_of_ours_is_built_reproducibly()
    {
        foreach (var id in Packages.Ids)
        {
            using var package = ZipFile.OpenRead(app.Package(id));
            foreach (var entry in package.Entries.Where(entry => IsOf("FlowLogStack.*", entry.Name) && Path.GetExtension(entry.Name) == ".dll"))
            {
                using var assembly = Read(entry);
                Assert.Contains(assembly.ReadDebugDirectory(), debug => debug.Type is DebugDirectoryEntryType.Reproducible);
            }
        }
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_assemblies_that_most_commands_load_are_compiled_ahead_of_time_and_those_of_the_app_are_not()
    {
        using var package = ZipFile.OpenRead(app.Package(Packages.Tool));
        var assemblies = package.Entries.Where(entry => Path.GetExtension(entry.Name) == ".dll").ToLookup(
            entry => entry.FullName.Contains("/app/", StringComparison.Ordinal) ? App : Packages.Tool);
        var others = new[] { "flowlogs.dll", "System.CommandLine.dll", "DuckDB.NET.Data.dll", "AWSSDK.Core.dll", "ZstdSharp.dll" };
        var loaded = assemblies[Packages.Tool].Where(entry => IsOf("FlowLogStack.*", entry.Name) || others.Contains(entry.Name)).ToList();
        Assert.True(loaded.Count > 10, $"{loaded.Count} assemblies were found.");
        // The runtime of Windows on Arm, which the compiler needs, isn't in every feed.
        Assert.All(loaded, entry => Assert.Equal((entry.Name, FreshApp.Platform != "win-arm64"), (entry.Name, HasNativeCode(entry))));
        var ofApp = assemblies[App].Where(entry => entry.Name is "FlowLogStack.App.dll" or "FlowLogStack.Constructs.dll").ToList();
        Assert.Equal([(false, 2)], ofApp.GroupBy(HasNativeCode).Select(group => (group.Key, group.Count())));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void Every_package_has_bills_of_materials_of_what_it_ships()
    {
        Assert.Equal([], Components("FlowLogStack.Records", "FlowLogStack.Records"));
        Assert.Contains("Amazon.CDK.Lib", Components("FlowLogStack.Constructs", "FlowLogStack.Constructs"));
        Assert.Contains("AWSSDK.S3", Components("FlowLogStack.Constructs", "FlowLogStack.Processor"));
        Assert.Contains("System.CommandLine", Components("FlowLogStack.Cli", "FlowLogStack.Cli"));
        Assert.Contains("Newtonsoft.Json", Components("FlowLogStack.Cli", "FlowLogStack.App"));
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_package_of_a_platform_has_its_SQL_engine_and_no_files_of_CDK_that_the_app_does_not_use()
    {
        var package = app.Package(Packages.Tool);
        var entries = Entries(package);
        Assert.Single(entries, entry => Path.GetFileName(entry) is "libduckdb.so" or "libduckdb.dylib" or "duckdb.dll");
        Assert.Contains(entries, entry => entry.EndsWith("/app/Amazon.CDK.Lib.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(entries, entry => entry.Contains("Amazon.CDK.Asset.", StringComparison.Ordinal));
    }

    [ToolTheory("npm", "npx", "tar", "bash")]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    [InlineData("osx-x64")]
    [InlineData("osx-arm64")]
    [InlineData("win-x64")]
    [InlineData("win-arm64")]
    public void The_package_of_each_platform_is_smaller_than_66_MB(string platform)
    {
        // The packages differ in DuckDB's library: that of another platform takes the place of the one in the package that is there. The fastest compression
        // makes it larger than it is in the package.
        var package = app.Package(Packages.Tool);
        using var zip = ZipFile.OpenRead(package);
        var engine = zip.Entries.Single(entry => entry.Name is "libduckdb.so" or "libduckdb.dylib" or "duckdb.dll");
        using var other = new MemoryStream();
        using (var deflate = new DeflateStream(other, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(File.ReadAllBytes(app.Engine(platform)));
        Assert.InRange(new FileInfo(package).Length - engine.CompressedLength + other.Length, 30_000_000, 66_000_000);
    }

    [ToolTheory("npm", "npx", "tar", "bash")]
    [InlineData("osx-x64", 0xFEEDFACF, 0x01000007U)]
    [InlineData("osx-arm64", 0xFEEDFACF, 0x0100000CU)]
    public void The_library_for_macOS_has_the_code_of_one_architecture(string platform, uint magic, uint processor)
    {
        var library = File.ReadAllBytes(app.Engine(platform));
        Assert.Equal((magic, processor), (BitConverter.ToUInt32(library, 0), BitConverter.ToUInt32(library, 4)));
        // The load commands: of a segment, 0x19, the offset and the size in the file are at 40 and 48.
        var ends = new List<long>();
        for (int i = 0, at = 32; i < BitConverter.ToInt32(library, 16); i++, at += BitConverter.ToInt32(library, at + 4))
        {
            if (BitConverter.ToInt32(library, at) == 0x19)
                ends.Add(BitConverter.ToInt64(library, at + 40) + BitConverter.ToInt64(library, at + 48));
        }

        Assert.Equal(library.Length, ends.Max());
    }

    [ToolTheory("npm", "npx", "tar", "bash")]
    [InlineData("linux-x64", 0x3E)]
    [InlineData("linux-arm64", 0xB7)]
    public void The_library_for_Linux_has_all_that_is_loaded_and_no_symbols_for_debuggers(string platform, int processor)
    {
        var library = File.ReadAllBytes(app.Engine(platform));
        var version = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(package => (string)package.Attribute("Include")! == "DuckDB.NET.Bindings.Full").Attribute("Version")!.Value;
        var package = NuGetFolder.PackageOf("DuckDB.NET.Bindings.Full", version);
        var original = File.ReadAllBytes(Path.Combine(package, "runtimes", platform, "native", "libduckdb.so"));
        Assert.Equal(processor, BitConverter.ToUInt16(library, 18));
        Assert.InRange(library.Length, original.Length / 2, original.Length * 9 / 10);
        // Behind the header, which names no sections any more, the bytes are the same.
        Assert.True(library.AsSpan(64).SequenceEqual(original.AsSpan(64, library.Length - 64)));
        Assert.Equal(0, BitConverter.ToInt64(library, 40));
        for (var i = 0; i < BitConverter.ToUInt16(library, 56); i++)
        {
            var header = (int)BitConverter.ToInt64(library, 32) + (i * BitConverter.ToUInt16(library, 54));
            Assert.InRange(BitConverter.ToInt64(library, header + 8) + BitConverter.ToInt64(library, header + 32), 0, library.Length);
        }
    }

    [ToolFact("npm", "npx", "tar", "bash")]
    public void The_installed_tool_is_that_of_the_platform_and_queries_files_with_SQL()
    {
        Assert.DoesNotContain(Entries(app.ListOfPlatforms), entry => entry.EndsWith(".dll", StringComparison.Ordinal));
        var log = Path.Combine(app.Feed, "flows.log");
        Assert.Equal(0, Tool.Run(app.Tool, ["generate", "--scenario", "ssh-brute-force", "--duration", "10m", "--output-file", log]).ExitCode);
        var rejected = File.ReadLines(log).Count(line => line.Contains(" REJECT ", StringComparison.Ordinal));
        var run = Tool.Run(app.Tool, ["query", "--sql", "SELECT count(*) AS n FROM flow_logs WHERE action = 'REJECT'", log, "--output", "csv"]);
        Assert.Equal((0, $"n\n{rejected}\n"), (run.ExitCode, run.Output));
        Assert.NotEqual(0, rejected);
    }

    static PEReader Read(ZipArchiveEntry entry)
    {
        var copy = new MemoryStream();
        using (var content = entry.Open())
            content.CopyTo(copy);
        copy.Position = 0;
        return new PEReader(copy);
    }

    // Code that was compiled ahead of time has its header in this directory.
    static bool HasNativeCode(ZipArchiveEntry entry)
    {
        using var assembly = Read(entry);
        return assembly.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    static bool IsOf(string pattern, string name) =>
        pattern.EndsWith(".*", StringComparison.Ordinal) ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern;

    string[] Components(string package, string program) =>
        [
            .. (JsonNode.Parse(app.PackageText(package, $"sbom/{program}.cdx.json"))!["components"]?.AsArray() ?? [])
                .Select(component => (string)component!["name"]!),
        ];

    static HashSet<string> Entries(string package)
    {
        using var zip = ZipFile.OpenRead(package);
        return [.. zip.Entries.Select(entry => entry.FullName)];
    }

    [GeneratedRegex(@"```json\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Settings();

    [GeneratedRegex("https?://[^<\" ]+")]
    private static partial Regex Url();
}
