using System.Net;
using Amazon.EC2.Model;
using Amazon.Runtime;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>Reader of network interfaces from EC2.</summary>
sealed class NetworkInterfaces(AwsClients clients)
{
    /// <summary>Maximum number of pages of one response. The maximum of 200 interfaces per call fits in one.</summary>
    const int MostPages = 50;

    /// <summary>Reads interfaces from EC2, page by page.</summary>
    /// <returns>The interfaces found before an error, and the error; null without an error.</returns>
    public async Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> DescribeAsync(IReadOnlyList<InterfaceFilter> filters,
        CancellationToken cancellation)
    {
        List<InterfaceFacts> found = [];
        try
        {
            string? next = null;
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await clients.Ec2.DescribeNetworkInterfacesAsync(Request(filters, next), cancellation).ConfigureAwait(false);
                found.AddRange((answer.NetworkInterfaces ?? []).Where(item => item.NetworkInterfaceId is not null).Select(Facts));
                next = answer.NextToken;
                if (string.IsNullOrEmpty(next))
                    return (found, null);
            }

            return (found, "TooManyPages");
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (found, EnrichmentBudget.Spent);
        }
        catch (AmazonServiceException error)
        {
            return (found, error.ErrorCode ?? error.StatusCode.ToString());
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or WebException or IOException
            or System.Xml.XmlException or OperationCanceledException)
        {
            return (found, error.GetType().Name);
        }
    }

    static DescribeNetworkInterfacesRequest Request(IReadOnlyList<InterfaceFilter> filters, string? next) => new()
    {
        Filters = [.. filters.Select(filter => new Filter(filter.Name, [.. filter.Values]))],
        MaxResults = 1000,
        NextToken = next,
    };

    static InterfaceFacts Facts(NetworkInterface item) => new(
        item.NetworkInterfaceId!,
        item.SubnetId ?? "",
        item.VpcId ?? "",
        (item.Groups ?? []).Select(group => group.GroupId ?? ""),
        Addresses(item),
        Prefixes(item));

    static NetworkList Prefixes(NetworkInterface item)
    {
        try
        {
            return NetworkList.Parse(string.Join(',', [.. (item.Ipv4Prefixes ?? []).Select(prefix => prefix.Ipv4Prefix), .. (item.Ipv6Prefixes ?? [])
                .Select(prefix => prefix.Ipv6Prefix)]));
        }
        catch (FormatException)
        {
            // An address in an unexpected notation may cost a direction, never the event.
            return NetworkList.Empty;
        }
    }

    static IEnumerable<FlowAddress> Addresses(NetworkInterface item)
    {
        IEnumerable<string?> texts = [item.PrivateIpAddress, .. (item.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress),
            .. (item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address)];
        foreach (var text in texts)
        {
            if (FlowAddress.TryParse(text, out var address))
                yield return address;
        }
    }
}
