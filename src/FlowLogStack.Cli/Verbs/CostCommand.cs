using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs cost</c>: estimates the cost of a template in a month of traffic.</summary>
static class CostCommand
{
    const string StandardInput = "-";
    const decimal SecondsOfMonth = 730 * 3600;

    internal static Command Create(CommandStreams streams)
    {
        var replay = new ReplayArguments("whose costs are estimated");
        var rate = new Option<string?>("--rate") { Description = "Rate of records, instead of files, such as 200/s or 5000/m. The records are those of a "
            + "generated office and web site.", HelpName = "RATE" };
        var prices = new Option<string?>("--prices") { Description = "Prices that differ from the list prices of us-east-1, as a JSON object: "
            + "{\"metric\":0.28,\"deliveryToBucket\":0.2}.", HelpName = "FILE" };
        var compare = new Option<string?>("--compare") { Description = "An older template. The output contains the difference in costs to --template.",
            HelpName = "FILE" };
        var json = new Option<string?>("--json") { Description = "Write the result as JSON to this file; '-' is standard output, instead of the table.",
            HelpName = "FILE" };
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("cost", "Estimates what a CloudFormation template costs in a month of traffic like that of recorded flow logs, by "
            + "kind of cost.");
        replay.AddInputTo(command);
        foreach (var option in new Option[] { rate, prices, compare, output, json })
            command.Add(option);
        command.SetAction(parsed =>
        {
            var template = replay.Template(parsed);
            var older = parsed.GetValue(compare);
            var parameters = TemplateArgument.Parameters(replay.Parameters(parsed));
            var list = PricesArgument.Read(parsed.GetValue(prices));
            using var estimator = new CostEstimator(TemplateArgument.ReadText("--template", template), template, parameters, list, replay.Format(parsed),
                replay.LogGroup(parsed), replay.FlowLog(parsed));
            using var before = older is null ? null : new CostEstimator(TemplateArgument.ReadText("--compare", older), older,
                TemplateArgument.Known(older, parameters), list, replay.Format(parsed));
            return Run(estimator, before, replay.Files(parsed), parsed.GetValue(rate), parsed.GetValue(json), parsed.Get(output), streams);
        });
        return command;
    }

    static int Run(CostEstimator estimator, CostEstimator? before, string[] files, string? rate, string? json, OutputFormat format, CommandStreams streams)
    {
        CostEstimator[] estimators = before is null ? [estimator] : [estimator, before];
        var output = new OutputBuffer(streams.Output);
        var exit = ExitCode.Success;
        decimal? perMonth = null;
        using var result = json is null or StandardInput ? null : TemplateArgument.OpenResult("--json", json);
        if (rate is null)
        {
            exit = new BacktestRun(streams, (stream, name, rejected) => CostEstimator.Read(stream, name, estimators, rejected), output)
                .ReadAll(Inputs.Named(files, streams));
        }
        else
        {
            if (files.Length > 0)
                throw new FormatException($"--rate {rate} and '{files[0]}' exclude each other. Use one of them.");
            var records = TrafficRate.Parse(rate);
            perMonth = records.Records * SecondsOfMonth / records.Seconds;
            CostEstimator.ReadTypical(estimators);
        }

        var after = estimator.Finish(perMonth);
        var then = before?.Finish(perMonth);
        if (json == StandardInput || format is OutputFormat.Json)
            CostJson.Write(after, then, output.Bytes);
        else if (format is not OutputFormat.Table)
            WriteRows(after, format, output);
        else
            CostTable.Write(after, then, output);
        output.Flush();
        if (result is not null)
        {
            var written = new OutputBuffer(result);
            CostJson.Write(after, then, written.Bytes);
            written.Flush();
            result.Commit();
        }

        return exit;
    }

    static void WriteRows(CostEstimate estimate, OutputFormat format, OutputBuffer output)
    {
        var rows = new RowOutput(format, output, [new("logicalId"), new("kind"), new("name"), new("quantity", true), new("unit"), new("usd", true)]);
        foreach (var item in estimate.Items)
            rows.Add(item.LogicalId, item.Kind, item.Name, Number(item.Quantity), item.Unit, Number(item.Dollars));
        rows.Finish();
    }

    static string Number(decimal number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
