using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

/// <summary>The verb <c>flowlogs convert</c>.</summary>
public sealed class ArchiveConvertTests : IDisposable
{
    readonly Samples samples = new();
    readonly string directory = Directory.CreateTempSubdirectory("archive").FullName;
    readonly string[] lines = Command.Run(["generate", "--scenario", "web-tier", "--duration", "30m"]).Lines;

    public void Dispose()
    {
        samples.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("none")]
    public void Parquet_has_the_records_of_the_text(string compression)
    {
        var run = Convert("--compression", compression, samples.Gzip("day.log.gz", lines));
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Matches($@"^{lines.Length - 1:N0} records in 1 file: \d+\.\d MB before, \d+\.\d MB after, \d+\.\d s\.\n$", run.Output);
        Assert.Equal(Sorted(Command.Run(["parse"], string.Join('\n', lines))), Sorted(Command.Run(["parse", directory])));
    }

    [Fact]
    public void Sizes_and_counts_are_machine_readable()
    {
        var file = samples.Gzip("day.log.gz", lines);
        var run = Convert("--output", "json", file);
        var row = JsonNode.Parse(run.Output)![0]!;
        Assert.Equal((lines.Length - 1, 0, 1, new FileInfo(file).Length),
            ((int)row["records"]!, (int)row["malformed"]!, (int)row["files"]!, (long)row["bytesBefore"]!));
        Assert.Equal(new FileInfo(Assert.Single(Directory.GetFiles(directory, "*", SearchOption.AllDirectories))).Length, (long)row["bytesAfter"]!);
    }

    [Fact]
    public void A_malformed_line_is_reported_and_left_out()
    {
        var run = Convert(samples.Text("a.log", [.. lines, "no record"]));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a.log:", run.Errors, StringComparison.Ordinal);
        Assert.StartsWith($"{lines.Length - 1:N0} records", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_cannot_be_read_leaves_the_directory_as_it_was()
    {
        var run = Convert(samples.Text("a.log", lines), samples.Bytes("b.parquet", "PAR1 x"u8.ToArray()));
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("nothing was converted", run.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("--sort 'adr' is not a flow log field.", "--sort", "adr")]
    [InlineData("--compression zstd is of Parquet", "--to", "text", "--compression", "zstd")]
    [InlineData("'1' is not an account id. Use 12 digits.", "--account", "1")]
    [InlineData("--layout must be s3, s3-hourly", "--layout", "hive")]
    public void Wrong_arguments_are_errors_with_the_fix(string message, params string[] arguments)
    {
        var run = Convert([.. arguments, samples.Text("a.log", lines)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_in_the_output_directory_is_a_warning_because_its_records_are_there_twice()
    {
        var file = Path.Combine(directory, "a.log");
        File.WriteAllLines(file, lines);
        var run = Convert(file);
        Assert.Equal((0, $"{file}: warning: the input is in the output directory, so that tables over it have its records twice. Remove the inputs, or use "
            + "another directory.\n"), (run.ExitCode, run.Errors));
        Assert.Equal("", Command.Run(["convert", "--region", "us-east-1", "--output-directory", Path.Combine(directory, "other"), file]).Errors);
    }

    [Theory]
    [InlineData("convert")]
    [InlineData("generate", "--duration", "1m")]
    public void A_file_is_no_output_directory(params string[] command)
    {
        var file = samples.Text("a.log", lines);
        var run = Command.Run([.. command, "--output-directory", file]);
        Assert.Equal((2, $"flowlogs: --output-directory '{file}' is a file. Use a directory that can be written.\n"), (run.ExitCode, run.Errors));
    }

    [Fact]
    public void The_region_of_the_keys_is_apart_from_the_region_of_aws_calls()
    {
        string[] convert = ["convert", "--output-directory", directory, "--account", "123456789012"];
        Assert.Equal(0, Command.Run([.. convert, "--region", "eu-west-1", "--key-region", "us-east-1", samples.Text("a.log", lines)]).ExitCode);
        Assert.Contains("us-east-1", Assert.Single(Directory.GetFiles(directory, "*", SearchOption.AllDirectories)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_region_of_aws_calls_is_that_of_the_keys_where_no_other_is_given()
    {
        Assert.Equal(0, Command.Run(["convert", "--output-directory", directory, "--region", "eu-west-1", samples.Text("a.log", lines)]).ExitCode);
        Assert.Contains("eu-west-1", Assert.Single(Directory.GetFiles(directory, "*", SearchOption.AllDirectories)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_keys_cannot_have_is_an_error()
    {
        var run = Command.Run(["convert", "--output-directory", directory, "--key-region", "Ireland", samples.Text("a.log", lines)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--key-region 'Ireland' is not a Region.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_without_a_region_require_one_of_the_keys()
    {
        var run = Command.Run(["convert", "--output-directory", directory, samples.Text("a.log", lines)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Add --key-region, such as --key-region us-east-1.", run.Errors, StringComparison.Ordinal);
    }

    Command Convert(params string[] arguments) => Command.Run(["convert", "--region", "us-east-1", "--output-directory", directory, .. arguments]);

    static IEnumerable<string> Sorted(Command run) => run.Lines.Order(StringComparer.Ordinal);
}
