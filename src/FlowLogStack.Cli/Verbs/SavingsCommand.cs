using System.CommandLine;
using System.Globalization;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs savings</c>: recorded traffic that a change of the network would make cheaper.</summary>
static class SavingsCommand
{
    const int MostCharacters = 20_000_000;

    internal static Command Create(CommandStreams streams)
    {
        var files = Inputs.Argument();
        var describe = DescribeArgument.Create("Answer of 'aws ec2 describe-network-interfaces' or 'describe-addresses' as JSON, for zones, NAT gateways and "
            + "public addresses. Repeat the option for several. Default: none.");
        var nat = new Option<string[]>("--nat-gateway") { Description = "Private address of a NAT gateway. Repeat the option for several. Default: those of "
            + "--describe, and those that pkt-srcaddr and pkt-dstaddr show.", HelpName = "ADDRESS" };
        var ranges = new Option<string?>("--ip-ranges") { Description = "AWS's ip-ranges.json, for formats without pkt-dst-aws-service. Default: none.",
            HelpName = "FILE" };
        var prices = new Option<string?>("--prices") { Description = "Prices that differ from the list prices of us-east-1, as a JSON object: "
            + "{\"natGatewayGigabyte\":0.052}.", HelpName = "FILE" };
        var top = NumberOption.Top(1_000);
        top.Description = "Maximum number of pairs of addresses with a row each; the others share a row. Default: 10.";
        var format = FormatArgument.Create();
        var output = OutputOption.Of(OutputFormat.Table);
        var formulas = FormulaOption.Create();
        var command = new Command("savings", "Prices recorded traffic that a change of the network would make cheaper: S3 and DynamoDB through NAT gateways, "
            + "traffic between zones and Regions, idle public addresses.") { files, describe, nat, ranges, prices, top, format, output, formulas };
        command.SetAction(parsed => Run(
            parsed.GetValue(files) ?? [],
            new SavingsOptions
            {
                Format = parsed.GetValue(format) is { } text ? FormatArgument.Parse(text) : FlowLogFormat.Default,
                Inventory = DescribeArgument.Read(parsed.GetValue(describe)),
                NatGateways = [.. (parsed.GetValue(nat) ?? []).Select(AddressOf)],
                Services = parsed.GetValue(ranges) is { } file
                    ? ServiceRanges.Parse(OptionFile.Read("--ip-ranges", file, MostCharacters, "AWS's ip-ranges.json"), file) : null,
                Prices = PricesArgument.Read(parsed.GetValue(prices)),
                MostPairs = (int)(parsed.GetValue(top) ?? 10),
            },
            parsed.Get(output),
            parsed.GetValue(formulas),
            streams));
        return command;
    }

    static int Run(string[] files, SavingsOptions options, OutputFormat outputFormat, bool escapesFormulas, CommandStreams streams)
    {
        files = Inputs.Named(files, streams);
        var review = new SavingsReview(options);
        var buffer = new OutputBuffer(streams.Output);
        var exit = new BacktestRun(streams, review.Read, buffer, InputUse.Records).ReadAll(files);
        var result = review.Finish();
        if (result.Records == 0)
            return Inputs.FailWithoutRecords(streams);

        var rows = new RowOutput(outputFormat, buffer,
            [new("usd", "USD a month", true), new("gigabytes", "GB a month", true), new("saving"), new("subject", "of"), new("change")], escapesFormulas);
        foreach (var saving in result.Savings)
            rows.Add(Number(saving.Dollars), saving.Gigabytes is { } gigabytes ? Number(gigabytes) : null, Name(saving.Kind), saving.Subject, saving.Change);
        rows.Finish();
        buffer.Flush();
        if (result.From is { } from)
            streams.Errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Total:#,0.00} USD a month at most, as in "
                + $"the {result.Records:N0} {(result.Records == 1 ? "record" : "records")} from {BacktestJson.TextOf(from)} to "
                    + $"{BacktestJson.TextOf(result.To!.Value)}. List prices of us-east-1, unless --prices sets others."));
        foreach (var note in result.Notes)
            streams.Errors.WriteLine($"note: {note}");
        return exit;
    }

    static FlowAddress AddressOf(string text) =>
        FlowAddress.TryParse(text, out var address) ? address
            : throw new FormatException($"--nat-gateway must be an IP address, but is '{text}'. Use an address such as 10.0.0.9.");

    static string Name(SavingKind kind) => kind switch
    {
        SavingKind.S3ThroughNat => "s3-through-nat",
        SavingKind.DynamoDbThroughNat => "dynamodb-through-nat",
        SavingKind.CrossZone => "cross-zone",
        SavingKind.CrossRegion => "cross-region",
        _ => "idle-public-address",
    };

    static string Number(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
