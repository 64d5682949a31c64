using System.CommandLine;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs convert</c>: converts flow logs to the objects of an archive, as Parquet or text.</summary>
static class ConvertCommand
{
    const string Text = "text";

    internal static Command Create(CommandStreams streams)
    {
        var files = new Argument<string[]>("FILE") { Description = Inputs.Description, Arity = ArgumentArity.ZeroOrMore };
        var directory = new Option<string>("--output-directory") { Description = "Directory in place of the bucket. Files have the S3 keys that the tables of "
            + "flow logs read.", HelpName = "DIR", Required = true };
        var from = CloudOption.Create();
        var to = new Option<string>("--to") { Description = "File format: parquet, or text (gzip lines with a header line). Default: parquet.",
            DefaultValueFactory = _ => "parquet" }.Among("parquet", Text);
        var compression = new Option<string?>("--compression") { Description = "Compression of Parquet: zstd, gzip, snappy or none. The processor "
            + "function reads all but zstd. Default: zstd." }.Among("zstd", "gzip", "snappy", "none");
        var layout = new Option<string>("--layout") { Description = "S3 key layout: s3 (a folder for each day), s3-hourly, s3-hive or s3-hive-hourly. "
            + "Default: s3-hive.", HelpName = "LAYOUT", DefaultValueFactory = _ => "s3-hive" };
        var prefix = new Option<string?>("--prefix") { Description = "Prefix of the keys, above AWSLogs/. Default: none.", HelpName = "PREFIX" };
        var sort = new Option<string>("--sort") { Description = "Fields by which records are sorted within a file, separated by commas, so that queries skip "
            + "row groups. Default: start.", HelpName = "FIELDS", DefaultValueFactory = _ => "start" };
        var account = new Option<string?>("--account") { Description = "Account of the keys, for files whose names have none. Default: the records' "
            + "account-id.", HelpName = "ID" };
        var keyRegion = new Option<string?>("--key-region") { Description = "Region of the keys, for files whose names have none. Default: --region, or "
            + "the records' region.", HelpName = "REGION" };
        var region = new Option<string?>("--region") { Description = "AWS Region of a bucket that is read. Default: AWS_REGION, AWS_DEFAULT_REGION or that "
            + "of the profile. Without --key-region, also the Region of the keys.", HelpName = "REGION" };
        var format = new Option<string?>("--format",
            "-f") { Description = $"The format of files without a header line. {FormatArgument.Description} Default: default." };
        var output = OutputOption.Optional("one sentence");
        var command = new Command("convert", "Converts flow logs, text or Parquet, to sorted Parquet or text in the S3 keys of an archive, and prints the "
            + "sizes before and after.")
        {
            files, from, directory, to, compression, layout, prefix, sort, account, keyRegion, region, format, output,
        };
        command.SetAction(parsed =>
        {
            var isText = parsed.GetValue(to) is Text;
            if (isText && parsed.GetValue(compression) is { } name)
                throw new FormatException($"--compression {name} is of Parquet, and text is compressed with gzip. Remove it, or use --to parquet.");
            var inputs = Inputs.Named(parsed.GetValue(files) ?? [], streams);
            var options = new ConversionOptions
            {
                Directory = OutputDirectory.Parse(parsed.GetValue(directory)!),
                Layout = LayoutArgument.Parse(parsed.GetValue(layout)) with { Prefix = parsed.GetValue(prefix) ?? "", FileFormat = isText ? FileFormat.PlainText
                    : FileFormat.Parquet },
                Compression = Enum.Parse<ParquetCompression>(parsed.GetValue(compression) ?? "zstd", ignoreCase: true),
                Format = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : null,
                Sort = [.. ListArgument.Words(parsed.GetValue(sort)!).Select(SortField)],
                Account = parsed.GetValue(account),
                Region = parsed.GetValue(keyRegion) is { } ofKeys ? RegionArgument.Parse(keyRegion.Name, ofKeys) : parsed.GetValue(region),
                Source = string.Join('\n', inputs),
            };
            return new ArchiveRun(streams, parsed.GetOptional(output)).Convert(inputs, options,
                InputUse.Records with { Google = CloudOption.Of(parsed.GetValue(from)) });
        });
        return command;
    }

    static FlowField SortField(string name) =>
        FlowField.TryGet(name, out var field) ? field
        : throw new FormatException($"--sort '{name}' is not a flow log "
        + $"field.{(UnknownField.Describe(name) is { } note ? $" {note}" : " 'flowlogs fields' lists them.")}");
}
