using System.CommandLine;
using System.Text.RegularExpressions;
using FlowLogStack.Records;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs coverage</c>: which VPCs, subnets and transit gateways of accounts and Regions have flow logs.</summary>
static partial class CoverageCommand
{
    static readonly string[] Sources = ["auto", "describe", "telemetry"];

    internal static Command Create(CommandStreams streams)
    {
        var accounts = new Option<string?>("--accounts") { Description = "Accounts, separated by commas. Default: the account of the credentials.",
            HelpName = "IDS" };
        var organization = new Option<bool>("--organization") { Description = "All active accounts of the organization. Requires credentials of its management "
            + "account or of a delegated administrator." };
        var role = new Option<string?>("--role") { Description = "Name of the role in the other accounts that the calls use, with its path if it has one. "
            + "Default: none; other accounts are read from CloudWatch telemetry, which has VPCs only.", HelpName = "NAME" };
        var externalId = new Option<string?>("--external-id") { Description = "External id that the role requires.", HelpName = "ID" };
        var regions = new Option<string?>("--regions") { Description = "Regions, separated by commas. Default: the Region of --region.", HelpName = "REGIONS" };
        var via = new Option<string>("--via") { Description = "Calls to use: EC2's Describe calls, CloudWatch telemetry, or auto, which reads from telemetry "
            + "what EC2 did not describe. Default: auto.", DefaultValueFactory = _ => "auto" }.Among(Sources);
        var optOut = new Option<string>("--opt-out") { Description = $"Tag of resources that need no flow log. Default: {OptOutTag.Default}.",
            HelpName = "KEY=VALUE", DefaultValueFactory = _ => OptOutTag.Default.ToString() };
        var output = OutputOption.Of(OutputFormat.Table);
        var command = new Command("coverage", $"Lists VPCs, subnets and transit gateways of accounts and Regions with their flow logs, destinations, log "
            + $"formats and deliveries. Ends with {ExitCode.SomeGaps} when a resource has no flow log or a delivery fails, and with {ExitCode.Failure} when "
            + "an account could not be read. Changes nothing.")
        {
            accounts, organization, role, externalId, regions, via, optOut, output,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new CoverageOptions
            {
                Accounts = ListArgument.Accounts(parsed.GetValue(accounts)),
                IsOrganization = parsed.GetValue(organization),
                RoleName = parsed.GetValue(role),
                ExternalId = parsed.GetValue(externalId),
                Regions = RegionsOf(parsed.GetValue(regions)),
                Source = Enum.Parse<CoverageSource>(parsed.GetValue(via)!, ignoreCase: true),
                OptOut = OptOutOf(parsed.GetValue(optOut)!),
            };
            EnsureConsistent(options);
            return new CoverageRun(streams, parsed.Get(output)).RunAsync(options, new CoverageServices(), cancellation);
        });
        return command;
    }

    static void EnsureConsistent(CoverageOptions options)
    {
        if (options is { IsOrganization: true, Accounts.Count: > 0 })
            throw new FormatException("--accounts and --organization exclude each other. Remove one of them.");
        if (options is { RoleName: not null, IsOrganization: false, Accounts.Count: 0 })
            throw new FormatException("--role has no effect on the account of the credentials. Add --accounts or --organization, or remove it.");
        if (options is { RoleName: not null, Source: CoverageSource.Telemetry })
            throw new FormatException("--role has no effect with --via telemetry. Remove one of them.");
        if (options is { ExternalId: not null, RoleName: null })
            throw new FormatException("--external-id requires --role. Add --role NAME, or remove it.");
        if (options.RoleName is { } role && !RoleName().IsMatch(role))
            throw new FormatException($"--role '{role}' is not the name of a role. Use the name, with its path if it has one, and not the ARN, as in "
                + "audit/FlowLogCoverage.");
    }

    static string[] RegionsOf(string? text)
    {
        var regions = ListArgument.Regions(text);
        return regions.Length > 0 ? regions
            : CoverageServices.DefaultRegion is { } usual ? [usual]
            : throw new FormatException("No AWS Region is set. Use --regions, or set AWS_REGION or a Region in the AWS profile.");
    }

    static OptOutTag OptOutOf(string text)
    {
        try
        {
            return OptOutTag.Parse(text);
        }
        catch (FormatException e)
        {
            throw new FormatException($"--opt-out {e.Message}", e);
        }
    }

    [GeneratedRegex(@"^([\w+=,.@/-]*/)?[\w+=,.@-]{1,64}\z")]
    private static partial Regex RoleName();
}
