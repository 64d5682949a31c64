using System.CommandLine;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using FlowLogStack.Records;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>The options that select an AWS profile and Region, for every verb.</summary>
static class AwsAccount
{
    const string Profile = "--profile";
    const string Region = "--region";
    const string ProfileVariable = "AWS_PROFILE";
    const string RegionVariable = "AWS_REGION";
    const string DefaultRegionVariable = "AWS_DEFAULT_REGION";

    // Environment variables that take precedence over a profile.
    static readonly string[] Stronger =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    ];

    internal static void AddTo(RootCommand root)
    {
        root.Add(new Option<string?>(Profile) { Description = "AWS profile. Default: AWS_PROFILE, or the profile 'default'.", HelpName = "NAME",
            Recursive = true });
        root.Add(new Option<string?>(Region) { Description = "AWS Region. Default: AWS_REGION, AWS_DEFAULT_REGION or that of the profile.",
            HelpName = "REGION", Recursive = true });
    }

    /// <summary>Sets the profile and Region of the options and the environment for all AWS clients.</summary>
    /// <exception cref="FormatException">The profile doesn't exist, or the Region isn't valid.</exception>
    internal static void Use(ParseResult parsed)
    {
        if (parsed.GetValue<string?>(Region) is { } region)
        {
            Environment.SetEnvironmentVariable(RegionVariable, RegionArgument.Parse(Region, region));
        }
        else if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RegionVariable))
            && Environment.GetEnvironmentVariable(DefaultRegionVariable) is { Length: > 0 } usual)
        {
            // The SDK doesn't read the variable that other AWS tools use.
            Environment.SetEnvironmentVariable(RegionVariable, usual);
        }

        if (parsed.GetValue<string?>(Profile) is { } profile)
            UseProfile(profile);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static void UseProfile(string profile)
    {
        // The SDK's list doesn't contain profiles without credentials, such as those with only a Region.
        var known = new CredentialProfileStoreChain().ListProfiles().Select(found => found.Name).Concat(Sections()).Distinct().ToList();
        if (!known.Contains(profile))
        {
            var meant = Nearest.To(profile, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";
            throw new FormatException($"--profile '{profile}' is not in the AWS configuration.{meant} 'aws configure list-profiles' lists the profiles.");
        }

        var ofRole = RoleOfEnvironment(profile);
        Environment.SetEnvironmentVariable(ProfileVariable, profile);
        foreach (var variable in Stronger)
            Environment.SetEnvironmentVariable(variable, null);
        if (ofRole is null)
            return;
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", ofRole.AccessKey);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", ofRole.SecretKey);
        Environment.SetEnvironmentVariable("AWS_SESSION_TOKEN", ofRole.Token);
    }

    static IEnumerable<string> Sections()
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        foreach (var (variable, name) in new[] { ("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials") })
        {
            var file = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : Path.Combine(folder, name);
            if (!File.Exists(file))
                continue;
            foreach (var line in File.ReadLines(file).Select(line => line.Trim()).Where(line => line is ['[', .., ']']))
            {
                var words = line[1..^1].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 1 || words is ["profile", _])
                    yield return words[^1];
            }
        }
    }

    // A role with credential source Environment requires the keys of the environment, which would also take precedence over the profile. The
    // role's credentials replace them.
    static ImmutableCredentials? RoleOfEnvironment(string profile)
    {
        var chain = new CredentialProfileStoreChain();
        if (!chain.TryGetProfile(profile, out var found) || found.Options.CredentialSource != "Environment" || found.Options.RoleArn is null)
            return null;
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(RegionVariable)) && found.Region is { } region)
            Environment.SetEnvironmentVariable(RegionVariable, region.SystemName);
        try
        {
            return found.GetAWSCredentials(chain).GetCredentials();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or InvalidOperationException
            or ArgumentException)
        {
            throw new FormatException($"--profile {profile}: {AwsError.Describe(e)}", e);
        }
    }
}
